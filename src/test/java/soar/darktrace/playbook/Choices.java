package soar.darktrace.playbook;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The choices along one walk: those given first, then always the first option. The next sequence in depth-first order
 * turns the last choice that has an option left.
 */
final class Choices {

    private record Choice(int taken, int options) {}

    private final List<Choice> given;
    private final List<Choice> made = new ArrayList<>();
    private final List<String> words = new ArrayList<>();

    private Choices(List<Choice> given) {
        this.given = given;
    }

    static Choices first() {
        return new Choices(List.of());
    }

    /**
     * Chooses one of the options; where there is only one there is nothing to choose.
     *
     * @param options each in the words that end the question; empty for what is not worth telling
     */
    String choose(String question, List<String> options) {
        if (options.size() == 1) {
            return options.get(0);
        }
        int taken = made.size() < given.size() ? given.get(made.size()).taken() : 0;
        made.add(new Choice(taken, options.size()));
        String chosen = options.get(taken);
        if (!chosen.isEmpty()) {
            words.add(question + " " + chosen);
        }
        return chosen;
    }

    /** The next sequence of choices; nothing where all were walked. */
    Optional<Choices> next() {
        List<Choice> next = new ArrayList<>(made);
        while (!next.isEmpty()) {
            Choice last = next.remove(next.size() - 1);
            if (last.taken() + 1 < last.options()) {
                next.add(new Choice(last.taken() + 1, last.options()));
                return Optional.of(new Choices(next));
            }
        }
        return Optional.empty();
    }

    @Override
    public String toString() {
        return String.join(" › ", words);
    }
}
