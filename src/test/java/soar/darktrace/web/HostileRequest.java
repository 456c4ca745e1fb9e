package soar.darktrace.web;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;
import java.util.Random;
import java.util.StringJoiner;
import soar.darktrace.command.ArgumentSpec;
import soar.darktrace.command.CommandSpec;
import tools.jackson.databind.json.JsonMapper;

/**
 * A random request such as no sensible caller sends: a command with odd arguments, a war-room line, a body that is none, an
 * address, method or header that is none. Its seed makes it again.
 *
 * @param text with the body's bytes as characters of ISO 8859-1
 * @param isHttp whether it is HTTP at all, so that its connection is of use afterwards
 */
record HostileRequest(String text, boolean isHttp) {

    private static final List<String> TEXTS = List.of(
            "",
            " ",
            "95",
            "111",
            "0",
            "-1",
            "1",
            "7",
            "95.0",
            "1e400",
            "-1e400",
            "NaN",
            "Infinity",
            "9".repeat(400),
            "9223372036854775808",
            "true",
            "FALSE",
            "maybe",
            "null",
            "[",
            "{",
            "[]",
            "{}",
            "[\"95\"]",
            "[95,95]",
            "[[95]]",
            "{\"a\":1}",
            "[Prod] Office 365*",
            "\u0000",
            "\uFFFD",
            "\u202E",
            "\u00e4\u00f6",
            "\u0661\u0662",
            "\ud83d\ude00",
            "../..",
            "%2f",
            "%",
            "a&b=c",
            "'; drop table incident; --",
            "<script>alert(1)</script>",
            "x".repeat(5000),
            "1 day",
            "2026-01-31",
            "2026-02-30",
            "-5 minutes",
            "1h",
            "24h",
            "30 min",
            "10 minutes",
            "99999999 years",
            "10.0.0.1",
            "10.0.0.0/8",
            "[2001:db8::1]:443",
            "10.0.0.1:5>evil.example:443",
            "a>b>c",
            "evil.example:99999",
            "did=1",
            "did=1,eventtype=notice",
            "=",
            ",",
            ",,,",
            "\"",
            "`",
            "\\",
            "\n",
            "\t",
            "main",
            "all",
            "co",
            "IP");
    private static final List<String> JSON = List.of(
            "95",
            "-1",
            "0",
            "1.5",
            "1e400",
            "-1e400",
            "1e-400",
            "1E99999",
            "123456789012345678901234567890",
            "true",
            "false",
            "null",
            "[]",
            "{}",
            "[95]",
            "[\"95\"]",
            "[null]",
            "[[[]]]",
            "{\"a\":{\"b\":[1,2,{}]}}",
            "[1,\"a\",null,{},[]]",
            "[".repeat(300) + "]".repeat(300),
            "{\"\":\"\"}",
            "\"\\ud800\"",
            "\"\\u0000\"");
    private static final List<String> BROKEN = List.of(
            "",
            "{",
            "}",
            "[",
            "null",
            "5",
            "\"a\"",
            "{\"args\":5}",
            "{\"args\":[]}",
            "{\"args\":{\"pbid\":}}",
            "{\"args\":{},}",
            "{\"line\":5}",
            "{\"line\":{}}",
            "{\"params\":{}}",
            "{\"params\":{\"url\":\"http://127.0.0.1:1\"}}",
            "{\"params\":{\"url\":5,\"public_api_token\":[]}}",
            "{\"instance\":[]}",
            "{\"instance\":\"\\u0000\"}",
            "{\"args\":{\"pbid\":NaN}}",
            "\u00ff\u00fe{\u0000}\u0000",
            "\u00ef\u00bb\u00bf{}",
            "[".repeat(3000),
            "{\"a\":".repeat(1500));
    private static final List<String> PATHS = List.of(
            "/",
            "/api",
            "/api/v1",
            "/api/v1/commands",
            "/api/v1/commands/",
            "/api/v1/commands/x/y",
            "/api/v1/war-room",
            "/api/v1/incidents",
            "/api/v1/incidents/",
            "/api/v1/incidents/x",
            "/api/v1/incidents?limit=0",
            "/api/v1/incidents?after=x&after=y",
            "/api/v1/incidents?after=MTo5OTk5OTk",
            "/api/v1/incidents?kinds=,",
            "/api/v1/incidents?instance=%00",
            "/api/v1/incidents?a[]=1&&=",
            "/openapi",
            "/openapi/x",
            "/actuator",
            "/actuator/health",
            "/actuator/health/..%2fenv",
            "/actuator/health/a/b",
            "/actuator/env",
            "/actuator/info/..",
            "/actuator/health;a=b",
            "//",
            "/..",
            "/%2e%2e/%2e%2e",
            "/%00",
            "/%ff",
            "/%zz",
            "/a b",
            "/\u00e4",
            "/;",
            "/?",
            "/#",
            "*",
            "x",
            "http://localhost/api/v1/commands",
            "http://[",
            "/" + "x".repeat(9000));
    private static final List<String> HEADERS = List.of(
            "Accept: application/json;charset=utf-16",
            "Accept: ",
            "Accept: nonsense",
            "Accept: */*;q=x",
            "Accept: text/html",
            "Accept: text/markdown",
            "Accept: application/octet-stream",
            "Accept: " + "a/b,".repeat(300) + "*/*",
            "Accept: application/problem+json",
            "Accept-Charset: ;",
            "Accept-Encoding: nonsense",
            "Accept-Language: ;;,",
            "Content-Type: nonsense",
            "Content-Type: application/json;charset=nonsense",
            "Content-Type: ",
            "Content-Type: multipart/form-data; boundary=x",
            "Content-Encoding: gzip",
            "Content-Length: x",
            "Content-Length: -1",
            "X-Correlation-Id: \u0001",
            "X-Correlation-Id: " + "x".repeat(500),
            "Last-Event-ID: x",
            "Range: bytes=9-1",
            "If-None-Match: *",
            "Expect: x",
            "Origin: null",
            "Sec-Fetch-Site: cross-site",
            "Host: evil.example",
            "Cookie: ;;=",
            "Authorization: Bearer x",
            "Upgrade: h2c",
            "TE: trailers",
            "Bad Header: x",
            ": x",
            "X-Forwarded-Host: [",
            "X: " + "x".repeat(9000),
            "traceparent: 00-x",
            "Transfer-Encoding: nonsense");
    private static final List<String> METHODS = List.of(
            "GET", "POST", "PUT", "DELETE", "PATCH", "HEAD", "OPTIONS", "TRACE", "CONNECT", "BREW", "get", "\u00e4");

    static HostileRequest of(long seed, List<CommandSpec> commands) {
        Random random = new Random(seed);
        int kind = random.nextInt(100);
        if (kind < 55) {
            CommandSpec command = one(random, commands);
            CommandSpec another = random.nextInt(20) == 0 ? one(random, commands) : command;
            return post(random, "/api/v1/commands/" + command.name(), body(random, another));
        }
        if (kind < 80) {
            String line = JsonMapper.shared().writeValueAsString(line(random, one(random, commands)));
            return post(random, "/api/v1/war-room", "{\"line\":" + line + "}");
        }
        if (kind < 88) {
            String path = random.nextBoolean() ? "/api/v1/war-room" : "/api/v1/commands/darktrace-get-breach";
            return post(random, path, broken(random, commands));
        }
        return anything(random);
    }

    private static String body(Random random, CommandSpec command) {
        StringJoiner arguments = new StringJoiner(",", "{", "}");
        for (ArgumentSpec argument : command.arguments()) {
            if (argument.isNeeded() || random.nextInt(3) == 0) {
                arguments.add(quoted(argument.name()) + ":" + value(random, argument));
            }
        }
        if (random.nextInt(20) == 0) {
            arguments.add(quoted(one(random, TEXTS)) + ":" + one(random, JSON));
        }
        String instance = random.nextInt(10) == 0 ? ",\"instance\":" + quoted(one(random, TEXTS)) : "";
        return "{\"args\":" + arguments + instance + "}";
    }

    private static String value(Random random, ArgumentSpec argument) {
        return switch (random.nextInt(4)) {
            case 0 -> one(random, JSON);
            case 1 -> quoted(one(random, TEXTS));
            case 2 -> argument.predefined().isEmpty() ? "\"95\"" : quoted(one(random, argument.predefined()));
            default -> argument.isArray() ? "[" + quoted(one(random, TEXTS)) + ",95]" : "1";
        };
    }

    private static String line(Random random, CommandSpec command) {
        StringBuilder line = new StringBuilder(random.nextInt(10) == 0 ? "" : "!").append(command.name());
        for (ArgumentSpec argument : command.arguments()) {
            if (argument.isNeeded() || random.nextInt(3) == 0) {
                String quote = one(random, List.of("", "\"", "'", "`", "\"", "\""));
                String value = random.nextInt(3) == 0 ? "95" : one(random, TEXTS);
                line.append(' ')
                        .append(argument.name())
                        .append('=')
                        .append(quote)
                        .append(value);
                line.append(random.nextInt(15) == 0 ? "" : quote);
            }
        }
        if (random.nextInt(10) == 0) {
            line.append(one(
                    random,
                    List.of(" using=", " using=main", " raw-response=true", " extend-context=a=b", " x", " =", "=")));
        }
        return line.toString();
    }

    private static String broken(Random random, List<CommandSpec> commands) {
        if (random.nextBoolean()) {
            return one(random, BROKEN);
        }
        String whole = body(random, one(random, commands));
        return random.nextBoolean()
                ? whole.substring(0, random.nextInt(whole.length() + 1))
                : whole.replace(whole.charAt(random.nextInt(whole.length())), (char) random.nextInt(256));
    }

    private static HostileRequest post(Random random, String path, String body) {
        String accept = random.nextInt(20) == 0 ? one(random, HEADERS) : "Accept: application/json";
        String bytes = new String(body.getBytes(UTF_8), ISO_8859_1);
        String text = "POST " + path + " HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n" + accept
                + "\r\nContent-Length: " + bytes.length() + "\r\n\r\n" + bytes;
        return new HostileRequest(text, accept.startsWith("Accept:"));
    }

    private static HostileRequest anything(Random random) {
        StringBuilder text = new StringBuilder();
        text.append(one(random, METHODS)).append(' ').append(one(random, PATHS));
        text.append(random.nextInt(20) == 0 ? " HTTP/" + random.nextInt(4) + "." + random.nextInt(3) : " HTTP/1.1");
        text.append("\r\nHost: localhost\r\nConnection: close\r\n");
        for (int i = random.nextInt(3); i > 0; i--) {
            text.append(one(random, HEADERS)).append("\r\n");
        }
        if (random.nextInt(30) == 0) {
            // Within a line: a request without its end would wait for the server's patience.
            text.setCharAt(random.nextInt(text.indexOf("\r\n")), (char) (' ' + random.nextInt(224)));
        }
        return new HostileRequest(text.append("\r\n").toString(), false);
    }

    boolean isHead() {
        return text.startsWith("HEAD ");
    }

    private static String quoted(String text) {
        return JsonMapper.shared().writeValueAsString(text);
    }

    private static <T> T one(Random random, List<T> values) {
        return values.get(random.nextInt(values.size()));
    }
}
