package soar.darktrace.playbook;

import soar.darktrace.appliance.Fault;
import soar.darktrace.appliance.SimulatedAppliance;

/** What can happen to a command on its way. */
enum Trouble {
    NONE("") {
        @Override
        void strike(SimulatedAppliance appliance) {}
    },
    REFUSED("is refused") {
        @Override
        void strike(SimulatedAppliance appliance) {
            appliance.fail(Fault.FORBIDDEN);
        }
    },
    /** The change is made, its answer is cut off, and so is that of every attempt to read it back. */
    OUTCOME_UNKNOWN("works, but nobody knows") {
        @Override
        void strike(SimulatedAppliance appliance) {
            appliance.failFromNextChange(Fault.TRUNCATED_JSON);
        }
    };

    private final String words;

    Trouble(String words) {
        this.words = words;
    }

    abstract void strike(SimulatedAppliance appliance);

    @Override
    public String toString() {
        return words;
    }
}
