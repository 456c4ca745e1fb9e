package soar.darktrace.appliance;

/** Runs an appliance with many model breaches on a given port, for {@code benchmarks/memory.sh}. */
public final class ManyBreaches {

    private ManyBreaches() {}

    public static void main(String[] args) {
        SimulatedAppliance appliance = SimulatedAppliance.startOn(Integer.parseInt(args[0]));
        appliance.addBreaches(Integer.parseInt(args[1]));
        System.out.println("ready");
    }
}
