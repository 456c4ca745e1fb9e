package soar.darktrace.appliance;

import java.time.Clock;

/** What the appliance holds and may forget again: its data, the changes made to it, and the endpoints that show it. */
record Contents(Breaches breaches, Devices devices, Actions actions, Routes routes) {

    static Contents fresh(String user, Clock clock) {
        Breaches breaches = new Breaches(user, clock);
        Devices devices = new Devices();
        Actions actions = new Actions(user, clock);
        return new Contents(breaches, devices, actions, freshRoutes(breaches, devices, actions, clock));
    }

    private static Routes freshRoutes(Breaches breaches, Devices devices, Actions actions, Clock clock) {
        return Routes.of(
                new BreachEndpoints(breaches),
                new CommentEndpoints(breaches),
                new DeviceEndpoints(devices),
                new DeviceList(devices),
                new DeviceSearch(devices),
                new EntityDetails(),
                new ExternalEndpoints(),
                new ActionEndpoints(actions, devices, clock),
                new ManualActions(actions, devices),
                new StatusEndpoints(clock));
    }
}
