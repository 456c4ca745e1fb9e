package soar.darktrace.incident;

/**
 * Something that belongs to an incident and may be an incident of its own, such as a model breach of an AI Analyst group.
 *
 * @param source the source that it comes from
 * @param externalId the ID that Darktrace knows it by
 */
public record Part(String source, String externalId) {}
