package soar.darktrace.appliance;

import java.time.Clock;

/** What the appliance holds and may forget again: its data, the changes made to it, and the endpoints that show it. */
record Contents(
        Breaches breaches,
        Devices devices,
        Actions actions,
        AnalystIncidents analyst,
        Tags tags,
        Emails emails,
        Routes routes) {

    static Contents fresh(String user, Clock clock) {
        Breaches breaches = new Breaches(user, clock);
        Devices devices = new Devices();
        Actions actions = new Actions(user, clock);
        AnalystIncidents analyst = new AnalystIncidents(user, clock);
        Tags tags = new Tags(devices, clock);
        Routes routes = freshRoutes(breaches, devices, actions, tags, clock);
        new AnalystEndpoints(analyst, clock).addTo(routes);
        new InvestigationEndpoints(analyst, user, clock).addTo(routes);
        Emails emails = new Emails(clock);
        new EmailEndpoints(emails).addTo(routes);
        new CaptureEndpoints(clock).addTo(routes);
        new NetworkEndpoints(clock).addTo(routes);
        return new Contents(breaches, devices, actions, analyst, tags, emails, routes);
    }

    private static Routes freshRoutes(Breaches breaches, Devices devices, Actions actions, Tags tags, Clock clock) {
        return Routes.of(
                new BreachEndpoints(breaches),
                new CommentEndpoints(breaches),
                new DeviceEndpoints(devices),
                new DeviceList(devices, tags),
                new ModelEndpoints(),
                new TagEndpoints(tags, devices),
                new SubnetEndpoints(),
                new IntelEndpoints(clock),
                new SearchEndpoints(clock),
                new DeviceSearch(devices),
                new EntityDetails(),
                new ExternalEndpoints(),
                new ActionEndpoints(actions, devices, clock),
                new ManualActions(actions, devices),
                new StatusEndpoints(clock));
    }
}
