package soar.darktrace.command;

import java.lang.reflect.Constructor;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.BeanUtils;

/**
 * How a record of arguments is made. Each component is one argument, or a record such as {@link Page}, whose arguments
 * stand beside the others as if they were declared here.
 */
final class ArgumentRecord<A extends Record> {

    /** What a component is made of. */
    private interface Part {

        Stream<ArgumentSpec> arguments();

        @Nullable
        Object value(Function<ArgumentSpec, @Nullable Object> values, Consumer<Record> check);
    }

    private record One(ArgumentSpec argument) implements Part {

        @Override
        public Stream<ArgumentSpec> arguments() {
            return Stream.of(argument);
        }

        @Override
        public @Nullable Object value(Function<ArgumentSpec, @Nullable Object> values, Consumer<Record> check) {
            return values.apply(argument);
        }
    }

    private record Several(ArgumentRecord<?> nested) implements Part {

        @Override
        public Stream<ArgumentSpec> arguments() {
            return nested.arguments().stream();
        }

        @Override
        public Object value(Function<ArgumentSpec, @Nullable Object> values, Consumer<Record> check) {
            return nested.create(values, check);
        }
    }

    private final Constructor<A> constructor;
    private final List<Part> parts;

    private ArgumentRecord(Constructor<A> constructor, List<Part> parts) {
        this.constructor = constructor;
        this.parts = parts;
    }

    static <A extends Record> ArgumentRecord<A> of(Class<A> type) {
        try {
            Constructor<A> constructor = type.getDeclaredConstructor(Arrays.stream(type.getRecordComponents())
                    .map(RecordComponent::getType)
                    .toArray(Class<?>[]::new));
            constructor.setAccessible(true);
            return new ArgumentRecord<>(
                    constructor,
                    Arrays.stream(type.getRecordComponents())
                            .map(ArgumentRecord::part)
                            .toList());
        } catch (NoSuchMethodException e) {
            throw new IllegalStateException("Records have a canonical constructor", e);
        }
    }

    private static Part part(RecordComponent component) {
        return component.getType().isRecord()
                ? new Several(of(component.getType().asSubclass(Record.class)))
                : new One(ArgumentSpec.of(component));
    }

    /** The arguments in the order of the components, those of nested records in the place of the record. */
    List<ArgumentSpec> arguments() {
        return parts.stream().flatMap(Part::arguments).toList();
    }

    /**
     * Makes the record.
     *
     * @param values gives the value of each argument
     * @param check looks at each record that was made, the nested ones first
     */
    A create(Function<ArgumentSpec, @Nullable Object> values, Consumer<Record> check) {
        @Nullable Object[] components = new Object[parts.size()];
        for (int i = 0; i < components.length; i++) {
            components[i] = parts.get(i).value(values, check);
        }
        A made = BeanUtils.instantiateClass(constructor, components);
        check.accept(made);
        return made;
    }
}
