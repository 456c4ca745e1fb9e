package soar.darktrace.access;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.InvalidKeyException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Set;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import soar.darktrace.store.Database;

/** What the audit is signed with. It is not in the database, so that who can write there cannot sign. */
final class AuditKey {

    /** Characters, at least. */
    static final int SHORTEST = 32;

    private static final Logger log = LoggerFactory.getLogger(AuditKey.class);
    private static final String ALGORITHM = "HmacSHA256";
    private static final String ENDING = ".audit-key";
    private static final int BYTES = 32;

    /** A database in memory lives as long as its process, and so does its key. */
    private static final String OF_THIS_PROCESS = random();

    private final SecretKeySpec key;

    AuditKey(String text) {
        this.key = new SecretKeySpec(text.getBytes(UTF_8), ALGORITHM);
    }

    /**
     * The configured key; without one, that beside an embedded database.
     *
     * @param makes whether that one is made where there is none yet
     */
    static AuditKey of(AuditSettings settings, Database database, boolean makes) {
        if (settings.key() != null && settings.keyFile() != null) {
            throw new AuditKeyException("connector.audit has both a key and a key-file: remove one of them.");
        }
        if (settings.key() != null) {
            return new AuditKey(settings.key().value().strip());
        }
        if (settings.keyFile() != null) {
            return read(Path.of(settings.keyFile()));
        }
        if (!database.isEmbedded()) {
            throw missing();
        }
        Optional<Path> beside = database.file().map(path -> Path.of(path + ENDING));
        if (beside.isEmpty()) {
            return new AuditKey(OF_THIS_PROCESS);
        }
        if (makes && !Files.exists(beside.get())) {
            make(beside.get());
        }
        return read(beside.get());
    }

    /** Without it, replicas could not verify what another one signed. */
    static AuditKeyException missing() {
        return new AuditKeyException(
                "connector.audit.key-file is not set: with a database elsewhere, the audit needs a key"
                        + " that all connectors on it share. Put the output of openssl rand -base64 32 into a file that only"
                        + " they can read, and name it there.");
    }

    private static AuditKey read(Path file) {
        try {
            String text = Files.readString(file).strip();
            if (text.length() < SHORTEST) {
                throw new AuditKeyException("The audit's key in the file " + file + " must have " + SHORTEST
                        + " characters or more: openssl rand -base64 32 makes one.");
            }
            return new AuditKey(text);
        } catch (IOException e) {
            throw new AuditKeyException("The audit's key cannot be read from the file " + file + ": " + e, e);
        }
    }

    /** Whole or not at all, and on the disk before the first row is signed with it. */
    private static void make(Path file) {
        try {
            Path part = Files.createTempFile(file.toAbsolutePath().getParent(), ".audit-key", ".part", ownerOnly(file));
            try {
                try (FileChannel channel = FileChannel.open(part, StandardOpenOption.WRITE)) {
                    channel.write(UTF_8.encode(random() + "\n"));
                    channel.force(true);
                }
                Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
                log.info("A key for the audit was made: {}. Keep a copy apart from the database.", file);
            } finally {
                Files.deleteIfExists(part);
            }
        } catch (FileAlreadyExistsException e) {
            log.debug("Another one was quicker");
        } catch (IOException e) {
            throw new AuditKeyException("The audit's key cannot be written to the file " + file + ": " + e, e);
        }
    }

    private static FileAttribute<?>[] ownerOnly(Path file) {
        Set<String> views = file.getFileSystem().supportedFileAttributeViews();
        return views.contains("posix")
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
                }
                : new FileAttribute<?>[0];
    }

    private static String random() {
        byte[] bytes = new byte[BYTES];
        new SecureRandom().nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /** The HMAC of values in that order; each with its length, so that none can pass for two. */
    String sign(@Nullable Object... values) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            for (Object value : values) {
                byte[] bytes = String.valueOf(value).getBytes(UTF_8);
                mac.update((value == null ? "-" : bytes.length + ":").getBytes(UTF_8));
                if (value != null) {
                    mac.update(bytes);
                }
            }
            return HexFormat.of().formatHex(mac.doFinal());
        } catch (NoSuchAlgorithmException | InvalidKeyException e) {
            throw new IllegalStateException("Every Java has it, and takes any key", e);
        }
    }

    static boolean isSame(String one, String other) {
        return MessageDigest.isEqual(one.getBytes(UTF_8), other.getBytes(UTF_8));
    }
}
