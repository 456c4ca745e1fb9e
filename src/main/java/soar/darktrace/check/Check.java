package soar.darktrace.check;

import reactor.core.publisher.Mono;

/**
 * One look at something outside. It changes and delivers nothing.
 *
 * @param subject what is looked at: {@code sink soar}
 * @param finding what was found; a failure is a finding, too
 */
public record Check(String subject, Mono<Finding> finding) {}
