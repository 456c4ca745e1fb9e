package soar.darktrace.appliance;

/** The form of a query that the appliance accepts in the signed text. */
public enum QuerySigning {
    /** Percent-decoded, as Darktrace documents it. */
    DECODED,
    /** With the encoding that went over the wire. */
    AS_SENT,
    /** Both, as appliances of version 7 do. */
    EITHER
}
