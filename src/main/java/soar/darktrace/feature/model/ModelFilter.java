package soar.darktrace.feature.model;

import org.jspecify.annotations.Nullable;
import soar.darktrace.command.Argument;
import tools.jackson.databind.JsonNode;

/** What models are listed by; Darktrace has no such filters. */
record ModelFilter(
        @Argument("Part of the name; * and ? are wildcards.") @Nullable
        String name,

        @Argument("Only models that are on (true) or off (false).") @Nullable
        Boolean active,

        @Argument("Only models of this category.") @Nullable Category category) {

    /** The categories of a model, by its priority. */
    enum Category {
        INFORMATIONAL("Informational"),
        SUSPICIOUS("Suspicious"),
        COMPLIANCE("Compliance"),
        CRITICAL("Critical");

        private final String name;

        Category(String name) {
            this.name = name;
        }

        @Override
        public String toString() {
            return name;
        }
    }

    boolean fits(JsonNode model) {
        return NamePart.of(name).isIn(model.path("name").asString(""))
                && (active == null || model.path("active").asBoolean(false) == active)
                && (category == null
                        || category.toString()
                                .equalsIgnoreCase(model.path("category").asString("")));
    }
}
