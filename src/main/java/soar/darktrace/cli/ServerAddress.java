package soar.darktrace.cli;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/**
 * Where a running connector is, and what it takes to call it.
 *
 * @param url without a slash at its end
 * @param key empty where none is configured
 * @param trust empty for the JVM's authorities
 */
record ServerAddress(String url, Optional<String> key, Optional<SSLContext> trust) {

    /** The variable of the key: a process list shows arguments, but no environment of other users. */
    static final String KEY_VARIABLE = "DARKTRACE_CONNECTOR_KEY";

    private static final String HERE = "http://127.0.0.1:8080";
    private static final Pattern URL = Pattern.compile("https?://[^\\s/?#@]+(?:/[^\\s?#]*)?");
    private static final Pattern LOOPBACK =
            Pattern.compile("localhost|127(?:\\.[0-9]{1,3}){3}|\\[(?:0*:)+0*1]", Pattern.CASE_INSENSITIVE);
    private static final Pattern KEY = Pattern.compile("[!-~]+");

    /** From the options of the command line and the environment; the file wins. */
    static ServerAddress of(TerminalLine line, Map<String, String> environment) {
        String url = url(line.server());
        Optional<String> key = line.keyFile() == null
                ? Optional.ofNullable(environment.get(KEY_VARIABLE)).filter(value -> !value.isBlank())
                : Optional.of(content(line.keyFile()));
        key = key.map(String::strip);
        if (key.isPresent() && !KEY.matcher(key.get()).matches()) {
            throw TerminalLine.invalid("The key in " + (line.keyFile() == null ? KEY_VARIABLE : line.keyFile())
                    + " is empty, or holds a blank, a line break or a non-ASCII character: copy it again.");
        }
        if (key.isPresent() && isReadableOnTheWay(url)) {
            throw TerminalLine.invalid(
                    "A key is not sent over http to another machine, since anybody on the way can read"
                            + " it: write --server https://….");
        }
        return new ServerAddress(url, key, Optional.ofNullable(line.caFile()).map(ServerAddress::trusting));
    }

    private static String url(@Nullable String given) {
        if (given == null) {
            return HERE;
        }
        try {
            if (URL.matcher(given).matches() && URI.create(given).getHost() != null) {
                return given.replaceAll("/+$", "");
            }
        } catch (IllegalArgumentException e) {
            // The sentence below says what an address is.
        }
        throw TerminalLine.invalid(
                "--server must be the address of a connector, such as https://connector.example.net:8080.");
    }

    private static boolean isReadableOnTheWay(String url) {
        URI address = URI.create(url);
        return "http".equalsIgnoreCase(address.getScheme())
                && !LOOPBACK.matcher(address.getHost()).matches();
    }

    private static String content(String file) {
        try {
            return Files.readString(Path.of(file));
        } catch (IOException | InvalidPathException e) {
            throw unreadable("--key-file", file, e);
        }
    }

    private static SSLContext trusting(String file) {
        try (InputStream pem = Files.newInputStream(Path.of(file))) {
            KeyStore authorities = KeyStore.getInstance(KeyStore.getDefaultType());
            authorities.load(null, null);
            for (Certificate certificate :
                    CertificateFactory.getInstance("X.509").generateCertificates(pem)) {
                authorities.setCertificateEntry("ca-" + authorities.size(), certificate);
            }
            TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(authorities);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, trust.getTrustManagers(), null);
            return context;
        } catch (IOException | GeneralSecurityException | InvalidPathException e) {
            throw unreadable("--ca-file", file, e);
        }
    }

    private static RuntimeException unreadable(String option, String file, Exception failure) {
        return TerminalLine.invalid("The file " + file + " of " + option + " cannot be read: "
                + failure.getClass().getSimpleName() + ".");
    }

    /** Without the key. */
    @Override
    public String toString() {
        return "ServerAddress[" + url + "]";
    }
}
