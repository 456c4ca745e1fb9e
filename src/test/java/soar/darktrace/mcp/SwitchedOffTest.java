package soar.darktrace.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.test.web.reactive.server.WebTestClient;
import soar.darktrace.ConnectorTest;
import soar.darktrace.Reply;

/** Nobody who does not want assistants has anything of them. */
@ConnectorTest
class SwitchedOffTest {

    @Autowired
    WebTestClient web;

    @Autowired
    ApplicationContext context;

    @Test
    void theAddressIsAsUnknownAsAnyOther() {
        Reply reply = Reply.toPost(web, "/mcp", Map.of());
        Reply unknown = Reply.toPost(web, "/nothing", Map.of());

        assertThat(reply.status()).isEqualTo(404).isEqualTo(unknown.status());
        assertThat(reply.text("detail")).isEqualTo(unknown.text("detail"));
    }

    @Test
    void nothingOfItIsThere() {
        assertThat(context.getBeansOfType(Object.class).values())
                .noneMatch(bean ->
                        bean.getClass().getPackageName().equals(getClass().getPackageName()));
    }
}
