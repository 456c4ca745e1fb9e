package soar.darktrace.mcp;

import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Assistants that use this service by the Model Context Protocol.
 *
 * @param enabled whether {@code /mcp} is served
 * @param unaskedCallers callers, or wildcards of them, whose changes run without a question to a person, as those of an
 *     assistant that nobody watches; their roles are the only guard then
 */
@Validated
@ConfigurationProperties("connector.mcp")
record McpSettings(
        @DefaultValue("false") boolean enabled,
        @DefaultValue List<String> unaskedCallers) {}
