package soar.darktrace.warroom;

import java.util.Map;
import tools.jackson.core.io.NumberOutput;
import tools.jackson.databind.JsonNode;

/** The two ways in which XSOAR, being written in Python, turns a nested value into text. */
enum PythonNotation {

    /** Python's {@code repr}, used for values inside a list: {@code {'ip': '10.0.0.1', 'new': True}}. */
    REPR("None", "True", "False", "nan", "inf") {
        @Override
        void appendString(StringBuilder out, String text) {
            PythonString.appendRepr(out, text);
        }
    },

    /** Python's {@code json.dumps(value, ensure_ascii=False)}: {@code {"ip": "10.0.0.1", "new": true}}. */
    JSON("null", "true", "false", "NaN", "Infinity") {
        @Override
        void appendString(StringBuilder out, String text) {
            PythonString.appendJson(out, text);
        }
    };

    private final String none;
    private final String yes;
    private final String no;
    private final String notANumber;
    private final String infinity;

    PythonNotation(String none, String yes, String no, String notANumber, String infinity) {
        this.none = none;
        this.yes = yes;
        this.no = no;
        this.notANumber = notANumber;
        this.infinity = infinity;
    }

    abstract void appendString(StringBuilder out, String text);

    void append(StringBuilder out, JsonNode value) {
        switch (value.getNodeType()) {
            case OBJECT -> appendObject(out, value);
            case ARRAY -> appendArray(out, value);
            case NUMBER -> appendNumber(out, value);
            case BOOLEAN -> out.append(value.booleanValue() ? yes : no);
            case NULL, MISSING -> out.append(none);
            case STRING, BINARY, POJO -> appendString(out, value.asString(value.toString()));
        }
    }

    private void appendObject(StringBuilder out, JsonNode object) {
        out.append('{');
        String separator = "";
        for (Map.Entry<String, JsonNode> property : object.properties()) {
            appendString(out.append(separator), property.getKey());
            append(out.append(": "), property.getValue());
            separator = ", ";
        }
        out.append('}');
    }

    private void appendArray(StringBuilder out, JsonNode array) {
        out.append('[');
        String separator = "";
        for (JsonNode item : array) {
            append(out.append(separator), item);
            separator = ", ";
        }
        out.append(']');
    }

    private void appendNumber(StringBuilder out, JsonNode number) {
        if (number.isIntegralNumber()) {
            out.append(number.asString());
            return;
        }
        double value = number.numberValue().doubleValue();
        if (!NumberOutput.notFinite(value)) {
            out.append(PythonFloat.repr(value));
        } else if (Double.isNaN(value)) {
            out.append(notANumber);
        } else {
            out.append(value < 0 ? "-" : "").append(infinity);
        }
    }
}
