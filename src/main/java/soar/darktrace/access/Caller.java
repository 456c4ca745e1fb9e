package soar.darktrace.access;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import reactor.util.context.Context;
import reactor.util.context.ContextView;
import soar.darktrace.failure.Wildcard;

/**
 * Who calls, by whichever way in. It travels in the Reactor context.
 *
 * @param id of the key, the person or the certificate; what the audit and the log say
 * @param address of the connection, or what a trusted proxy says of it; null on a terminal
 * @param roles what it may do
 * @param instances names of instances as wildcards; {@link #PARAMS} among them for those that a request brings along
 * @param commands names of commands as wildcards
 */
public record Caller(
        String id, @Nullable String address, Set<Role> roles, List<String> instances, List<String> commands) {

    /** Stands among {@link #instances} for those that a request brings along; no wildcard means it. */
    public static final String PARAMS = "params";

    private static final List<String> ALL = List.of("*");

    /** Whoever uses this machine, where no key is configured, and a terminal: may do everything. */
    public static Caller ofThisMachine(@Nullable String address) {
        return new Caller("local", address, Set.of(Role.values()), List.of("*", PARAMS), ALL);
    }

    /** Who is let in without being known, to the probes: may do nothing. */
    public static Caller ofNobody(@Nullable String address) {
        return new Caller("nobody", address, Set.of(), List.of(), List.of());
    }

    public Caller {
        roles = Set.copyOf(roles);
        instances = List.copyOf(instances);
        commands = List.copyOf(commands);
    }

    /**
     * The caller of what is under way.
     *
     * @throws IllegalStateException where none was put there: nobody runs anything without being somebody
     */
    public static Caller in(ContextView context) {
        return context.<Caller>getOrEmpty(Caller.class)
                .orElseThrow(() -> new IllegalStateException("Nobody is said to call"));
    }

    /** Whether it is known already who calls. */
    public static boolean isIn(ContextView context) {
        return context.hasKey(Caller.class);
    }

    /** What is subscribed with this context is done for this caller. */
    public Context putInto(Context context) {
        return context.put(Caller.class, this);
    }

    /** The same caller, calling from there. */
    public Caller at(@Nullable String from) {
        return new Caller(id, from, roles, instances, commands);
    }

    public boolean has(Role role) {
        return roles.contains(role);
    }

    /** Whether it may run this command, as far as roles and names of commands go. */
    public boolean mayRun(String command, Role role) {
        return has(role) && isAnyMatch(commands, command);
    }

    /** Fails unless it has the role. */
    public void require(Role role, String what) {
        if (!has(role)) {
            throw AccessException.forbidden(what + " needs the role " + role + ", which " + id + " does not have.");
        }
    }

    /** Fails unless it may run this command. */
    public void requireCommand(String command, Role role) {
        require(role, command);
        if (!isAnyMatch(commands, command)) {
            throw AccessException.forbidden(
                    "The commands of " + id + " are " + String.join(", ", commands) + ", not " + command + ".");
        }
    }

    /** Fails unless it may use this configured instance. */
    public void requireInstance(String name) {
        if (!mayUse(name)) {
            throw AccessException.forbidden(
                    "The instances of " + id + " are " + String.join(", ", instances) + ", not " + name + ".");
        }
    }

    /** Whether it may use this configured instance. */
    public boolean mayUse(String name) {
        return isAnyMatch(
                instances.stream().filter(entry -> !entry.equals(PARAMS)).toList(), name);
    }

    /** Fails unless it may see what concerns any instance, whether it is still configured or not. */
    public void requireEveryInstance() {
        if (!instances.containsAll(ALL)) {
            throw AccessException.forbidden("The instances of " + id + " are " + String.join(", ", instances)
                    + ", not all: name one of them with the argument instance.");
        }
    }

    /** Fails unless its requests may bring an appliance along. */
    public void requireParams() {
        if (!instances.contains(PARAMS)) {
            throw AccessException.forbidden(
                    "Only a caller with " + PARAMS + " among its instances may bring an appliance" + " along; " + id
                            + " has " + String.join(", ", instances) + ".");
        }
    }

    private static boolean isAnyMatch(List<String> patterns, String name) {
        return patterns.stream().anyMatch(pattern -> Wildcard.of(pattern).matches(name));
    }
}
