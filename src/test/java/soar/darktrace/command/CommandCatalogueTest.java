package soar.darktrace.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import jakarta.validation.Validation;
import jakarta.validation.Validator;
import java.util.List;
import java.util.Map;
import org.aopalliance.intercept.Joinpoint;
import org.aopalliance.intercept.MethodInterceptor;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.aop.framework.ProxyFactory;
import reactor.core.publisher.Mono;
import tools.jackson.databind.node.JsonNodeFactory;

/** Which classes become commands. */
class CommandCatalogueTest {

    private static final Validator VALIDATOR =
            Validation.buildDefaultValidatorFactory().getValidator();

    record NoArguments() {}

    /** Its subclasses are local: a class with a name of its own would be found as a command of this connector. */
    static class Ping implements ServiceCommand<NoArguments> {

        @Override
        public Mono<CommandResult> run(NoArguments arguments) {
            return Mono.just(CommandResult.of("Ping", JsonNodeFactory.instance.stringNode("pong")));
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aProxyAroundAHandlerIsTheSameCommand(boolean subclassed) {
        @Command(name = "darktrace-ping", description = "Answers.", context = "Darktrace.Ping")
        class Reading extends Ping {}
        ProxyFactory proxy = new ProxyFactory(new Reading());
        proxy.setProxyTargetClass(subclassed);
        proxy.addAdvice((MethodInterceptor) Joinpoint::proceed);

        CommandCatalogue catalogue = new CommandCatalogue(List.of((CommandHandler<?>) proxy.getProxy()), VALIDATOR);

        assertThat(catalogue.specs()).extracting(CommandSpec::name).containsExactly("darktrace-ping");
        assertThat(catalogue
                        .registered("darktrace-ping")
                        .plan(Map.of(), null)
                        .flatMap(Plan::work)
                        .map(CommandResult::title)
                        .block())
                .isEqualTo("Ping");
    }

    @Test
    void aCommandThatChangesThisServiceMustSayWhatADryRunShows() {
        @Command(
                name = "darktrace-ping",
                description = "Pings.",
                context = "Darktrace.Ping",
                effect = Effect.ADMINISTERS)
        class Administering extends Ping {}

        assertThatIllegalStateException()
                .isThrownBy(() -> new CommandCatalogue(List.of(new Administering()), VALIDATOR))
                .withMessageContaining("rehearse");
    }

    @Test
    void aCommandWithAFileMustOnlyReadSinceItRunsTwice() {
        @Command(
                name = "darktrace-ping",
                description = "Pings.",
                context = "Darktrace.Ping",
                effect = Effect.CHANGES,
                file = true)
        class Capturing extends Ping {}

        assertThatIllegalStateException()
                .isThrownBy(() -> new CommandCatalogue(List.of(new Capturing()), VALIDATOR))
                .withMessageContaining("must not change anything");
    }

    record TwoLimits(
            Page page, @Argument("At most.") @Nullable Long limit) {}

    @Test
    void anArgumentOfANestedRecordIsNotDeclaredASecondTime() {
        @Command(name = "darktrace-ping", description = "Pings.", context = "Darktrace.Ping")
        class Listing implements ServiceCommand<TwoLimits> {

            @Override
            public Mono<CommandResult> run(TwoLimits arguments) {
                return Mono.empty();
            }
        }

        assertThatIllegalStateException()
                .isThrownBy(() -> new CommandCatalogue(List.of(new Listing()), VALIDATOR))
                .withMessageContaining("two arguments limit");
    }
}
