package soar.darktrace.appliance;

/** A parameter or body that the appliance does not accept; answered with 400. */
final class InputError extends RuntimeException {

    InputError(String message) {
        super(message);
    }
}
