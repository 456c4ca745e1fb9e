import soar.darktrace.appliance.SimulatedAppliance;

/** Runs an appliance with many model breaches on a given port, from source: see memory.sh. */
final class ManyBreaches {

    public static void main(String[] args) {
        SimulatedAppliance appliance = SimulatedAppliance.startOn(Integer.parseInt(args[0]));
        appliance.addBreaches(Integer.parseInt(args[1]));
        System.out.println("ready");
    }
}
