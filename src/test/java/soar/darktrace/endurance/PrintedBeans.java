package soar.darktrace.endurance;

import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ApplicationListener;
import org.springframework.util.ClassUtils;

/** In a connector of a process of its own: prints its beans and their packages once it has started, and ends it. */
final class PrintedBeans implements ApplicationListener<ApplicationReadyEvent> {

    static final String MARK = "bean: ";

    @Override
    public void onApplicationEvent(ApplicationReadyEvent ready) {
        ApplicationContext context = ready.getApplicationContext();
        for (String name : context.getBeanDefinitionNames()) {
            System.out.println(MARK + name + " of "
                    + ClassUtils.getPackageName(context.getBean(name).getClass()));
        }
        System.exit(0);
    }
}
