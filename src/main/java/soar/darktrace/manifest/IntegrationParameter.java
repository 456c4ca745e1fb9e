package soar.darktrace.manifest;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A field of XSOAR's form for an instance of the integration.
 *
 * @param type XSOAR's number for the kind of input field
 * @param options what can be chosen, where that is a list
 * @param displaypassword what the password of credentials is called; other fields have none
 * @param hiddenusername whether credentials are shown without a user name
 * @param hidden whether the form leaves it out; a value from an earlier version stays
 * @param advanced whether the form shows it only to those who open the advanced settings
 */
record IntegrationParameter(
        String name,
        String display,
        @JsonInclude(Include.ALWAYS) int type,
        String section,
        boolean required,
        @Nullable String defaultvalue,
        @Nullable String additionalinfo,
        @Nullable List<String> options,
        @Nullable String displaypassword,
        @Nullable Boolean hiddenusername,
        @Nullable Boolean hidden,
        @Nullable Boolean advanced) {

    static final String CONNECT = "Connect";
    static final String COLLECT = "Collect";

    static final int TEXT = 0;
    static final int ENCRYPTED = 4;
    static final int CHECKBOX = 8;
    private static final int CREDENTIALS = 9;

    boolean isYesOrNo() {
        return type == CHECKBOX;
    }

    boolean isSecret() {
        return type == ENCRYPTED;
    }

    /** A field that may be left empty. */
    static IntegrationParameter of(
            int type,
            String section,
            String name,
            String display,
            @Nullable String defaultvalue,
            @Nullable String info) {
        return new IntegrationParameter(
                name, display, type, section, false, defaultvalue, info, null, null, null, null, null);
    }

    /** A secret that may also come from XSOAR's store of credentials. */
    static IntegrationParameter credentials(String name, String display, @Nullable String info) {
        return new IntegrationParameter(
                name, display, CREDENTIALS, CONNECT, false, null, info, null, display, true, null, null);
    }

    /** The same, to be filled in. */
    IntegrationParameter insisted() {
        return copy(name, true, defaultvalue, options, hidden);
    }

    /** The same with these to choose from. */
    IntegrationParameter offering(String... choices) {
        return copy(name, required, defaultvalue, List.of(choices), hidden);
    }

    /** The same by another name. */
    IntegrationParameter called(String other) {
        return copy(other, required, defaultvalue, options, hidden);
    }

    /** The same for instances that were set up with an earlier version. */
    IntegrationParameter kept() {
        return copy(name, false, null, options, true);
    }

    /** The same for those who look for it. */
    IntegrationParameter forExperts() {
        return new IntegrationParameter(
                name,
                display,
                type,
                section,
                required,
                defaultvalue,
                additionalinfo,
                options,
                displaypassword,
                hiddenusername,
                hidden,
                true);
    }

    private IntegrationParameter copy(
            String itsName,
            boolean isRequired,
            @Nullable String itsDefault,
            @Nullable List<String> itsOptions,
            @Nullable Boolean isHidden) {
        return new IntegrationParameter(
                itsName,
                display,
                type,
                section,
                isRequired,
                itsDefault,
                additionalinfo,
                itsOptions,
                displaypassword,
                hiddenusername,
                isHidden,
                advanced);
    }
}
