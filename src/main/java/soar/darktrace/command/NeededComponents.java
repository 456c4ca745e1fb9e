package soar.darktrace.command;

import java.lang.reflect.Constructor;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Set;
import org.springframework.core.ResolvableType;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.stereotype.Component;

/**
 * The components that one command needs, by what their constructors take, so that a process that runs one command neither
 * looks for others nor creates them.
 */
final class NeededComponents {

    private final Set<Class<?>> found = new LinkedHashSet<>();
    private final Set<Class<?>> listed = new LinkedHashSet<>();

    private NeededComponents() {}

    static Set<Class<?>> of(Class<?> handler) {
        NeededComponents needed = new NeededComponents();
        needed.add(handler);
        // From here on the catalogue is the one that runs this command, and not what a command tells about others.
        needed.listed.add(CommandHandler.class);
        needed.add(CommandDispatcher.class);
        return needed.found;
    }

    private void add(Class<?> type) {
        if (isComponent(type) && found.add(type)) {
            for (Constructor<?> constructor : type.getDeclaredConstructors()) {
                for (int i = 0; i < constructor.getParameterCount(); i++) {
                    add(ResolvableType.forConstructorParameter(constructor, i));
                }
            }
        }
    }

    /** Also what is in a collection, or behind a provider. */
    private void add(ResolvableType parameter) {
        if (!parameter.hasGenerics()) {
            add(parameter.toClass());
        } else if (Collection.class.isAssignableFrom(parameter.toClass())) {
            addAll(parameter.getGeneric(0).toClass());
        } else {
            add(parameter.getGeneric(0).toClass());
        }
    }

    private void addAll(Class<?> type) {
        if (listed.add(type)) {
            AnnotatedClasses.with(Component.class)
                    .filter(type::isAssignableFrom)
                    .forEach(this::add);
        }
    }

    private static boolean isComponent(Class<?> type) {
        return AnnotatedElementUtils.hasAnnotation(type, Component.class);
    }
}
