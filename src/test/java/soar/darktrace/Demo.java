package soar.darktrace;

import org.springframework.boot.SpringApplication;
import soar.darktrace.appliance.SimulatedAppliance;

/** {@code mvn spring-boot:test-run}: the connector with a simulated appliance as its instance, to try things out. */
public final class Demo {

    private Demo() {}

    public static void main(String[] args) {
        SimulatedAppliance appliance = SimulatedAppliance.start();
        appliance.addBreaches(12);
        SpringApplication.from(DarktraceConnectorApplication::main)
                .run(
                        "--darktrace.instances.demo.url=" + appliance.url(),
                        "--darktrace.instances.demo.public-api-token=" + appliance.publicToken(),
                        "--darktrace.instances.demo.private-api-token=" + appliance.privateToken(),
                        "--darktrace.instances.demo.respond.enabled=true",
                        "--darktrace.instances.demo.is-fetch=true",
                        "--spring.datasource.url=jdbc:h2:mem:demo;DB_CLOSE_DELAY=-1");
        System.out.println("""

                The connector runs, with a simulated Darktrace appliance behind it. Try in a second terminal:

                curl -s localhost:8080/api/v1/war-room -H 'Content-Type: application/json' -H 'Accept: text/markdown' \\
                  -d '{"line": "!darktrace-get-breach pbid=95"}'

                curl -s localhost:8080/api/v1/commands/darktrace-acknowledge -H 'Content-Type: application/json' \\
                  -d '{"args": {"pbid": "111"}}'

                curl -s localhost:8080/api/v1/war-room -H 'Content-Type: application/json' \\
                  -d '{"line": "!darktrace-get-breach pbit=95"}'

                curl -s 'localhost:8080/api/v1/incidents?limit=1'
                """);
    }
}
