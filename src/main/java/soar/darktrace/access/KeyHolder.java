package soar.darktrace.access;

import java.security.MessageDigest;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import soar.darktrace.failure.Nearest;

/** A caller with the digests of its keys. */
record KeyHolder(
        Caller caller, List<byte[]> digests, @Nullable Instant expires) {

    private static final List<String> ALL = List.of("*");
    private static final int MOST_KEYS = 2;

    /**
     * Fails on settings that cannot be meant so.
     *
     * @param place of the callers, such as {@code connector.api-keys}
     */
    static KeyHolder of(String place, String id, @Nullable KeySettings settings) {
        if (!ApiKey.isId(id)) {
            throw new InvalidKeyException(
                    place + " has a caller whose ID is not 1 to 64 letters, digits, dots, hyphens, underscores and @.");
        }
        String property = place + "." + id;
        if (settings == null) {
            throw new InvalidKeyException(property + " has neither hash nor roles.");
        }
        Caller caller = new Caller(
                id,
                null,
                roles(property + ".roles", entries(settings.roles())),
                allowed(property + ".instances", settings.instances()),
                allowed(property + ".commands", settings.commands()));
        return new KeyHolder(
                caller,
                digests(property + ".hash", entries(settings.hash())),
                expires(property + ".expires", settings.expires()));
    }

    /** Compares with every digest, and each to its end, so that the time says nothing. */
    boolean has(byte[] digest) {
        boolean isOne = false;
        for (byte[] own : digests) {
            isOne |= MessageDigest.isEqual(own, digest);
        }
        return isOne;
    }

    boolean isValidAt(Instant now) {
        return expires == null || now.isBefore(expires);
    }

    /** All where nothing is said. Whoever says nothing but blanks means none, and would get all. */
    private static List<String> allowed(String property, @Nullable List<String> written) {
        if (written == null) {
            return ALL;
        }
        List<String> entries = entries(written);
        if (entries.isEmpty()) {
            throw new InvalidKeyException(
                    property + " is empty: name what is allowed, or leave it out, which allows all.");
        }
        return entries;
    }

    /** A list may be written as one text with commas. */
    private static List<String> entries(@Nullable List<String> written) {
        List<String> entries = new ArrayList<>();
        for (@Nullable String text : written == null ? List.<String>of() : written) {
            for (String entry : (text == null ? "" : text).split(",", -1)) {
                if (!entry.isBlank()) {
                    entries.add(entry.strip());
                }
            }
        }
        return entries;
    }

    private static Set<Role> roles(String property, List<String> names) {
        if (names.isEmpty()) {
            throw new InvalidKeyException(
                    property + " must name one or more of " + String.join(", ", Role.names()) + ".");
        }
        Set<Role> roles = EnumSet.noneOf(Role.class);
        for (int i = 0; i < names.size(); i++) {
            String name = names.get(i);
            String place = property + "[" + i + "]";
            roles.add(Role.of(name)
                    .orElseThrow(() ->
                            new InvalidKeyException(place + " is not a role" + Nearest.sentence(name, Role.names()))));
        }
        return roles;
    }

    private static List<byte[]> digests(String property, List<String> hashes) {
        if (hashes.isEmpty() || hashes.size() > MOST_KEYS || !hashes.stream().allMatch(ApiKey::isHash)) {
            throw new InvalidKeyException(property
                    + " must be sha256: and 64 hexadecimal digits, or a list of two such while one key replaces the other;"
                    + " the key itself does not belong here.");
        }
        return hashes.stream().map(ApiKey::digest).toList();
    }

    private static @Nullable Instant expires(String property, @Nullable String written) {
        if (written == null) {
            return null;
        }
        try {
            return written.contains("T")
                    ? OffsetDateTime.parse(written).toInstant()
                    : LocalDate.parse(written).atStartOfDay(ZoneOffset.UTC).toInstant();
        } catch (DateTimeException e) {
            throw new InvalidKeyException(
                    property + " must be a date such as 2027-01-31 or a time such as 2027-01-31T12:00:00Z.");
        }
    }
}
