package soar.darktrace.client;

/**
 * Which text of a query is signed. Darktrace 7 takes both; older versions are documented for the decoded one
 * ({@code darktrace-api.md} §1.3).
 */
public enum QuerySigning {
    /** The query before percent-encoding: {@code query=tag:"my tag"}. */
    DECODED,
    /** The query as it stands on the wire: {@code query=tag%3A%22my%20tag%22}. */
    AS_SENT
}
