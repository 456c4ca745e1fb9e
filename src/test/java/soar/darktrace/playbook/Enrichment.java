package soar.darktrace.playbook;

import java.util.Set;

/**
 * The playbook Entity Enrichment - Generic v3 of Common Playbooks, which asks other integrations. What it finds is shown to the
 * analyst, and no playbook here decides by it.
 */
final class Enrichment {

    static final String PLAYBOOK = "Entity Enrichment - Generic v3";

    static final Set<String> INPUTS = Set.of(
            "IP",
            "InternalRange",
            "MD5",
            "SHA256",
            "SHA1",
            "URL",
            "Email",
            "Hostname",
            "Username",
            "Domain",
            "ResolveIP",
            "InternalDomains",
            "CVE");

    private Enrichment() {}

    static void run(Task task, Scope scope) {
        task.arguments().values().forEach(scope::value);
    }
}
