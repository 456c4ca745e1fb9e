package soar.darktrace.appliance;

/** Some endpoints that belong together, with the data and state behind them. */
interface EndpointGroup {

    void addTo(Routes routes);
}
