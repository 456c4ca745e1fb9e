package soar.darktrace.fetch.analyst;

import java.math.BigDecimal;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Which groups become incidents. What a group does not say keeps it from nothing: it may be any. */
record GroupFilter(AnalystSettings settings, Set<Long> excludedDids, Set<Long> excludedSids) {

    static GroupFilter of(AnalystSettings settings) {
        return new GroupFilter(settings, Set.copyOf(settings.excludeDids()), Set.copyOf(settings.excludeSids()));
    }

    boolean wants(ListedGroup group) {
        return isScored(group)
                && isOfCategory(group)
                && settings.userTriggered().wants(group.isUserTriggered())
                && (settings.includeAcknowledged() || !group.isAcknowledged())
                && hasOtherDevice(group);
    }

    private boolean isScored(ListedGroup group) {
        return group.score()
                .map(score -> score.compareTo(BigDecimal.valueOf(settings.minScore())) >= 0)
                .orElse(true);
    }

    private boolean isOfCategory(ListedGroup group) {
        return settings.categories().isEmpty()
                || GroupCategory.of(group.category())
                        .map(settings.categories()::contains)
                        .orElse(true);
    }

    /** An attack on a device that is left out and on another one is an attack on the other one. */
    private boolean hasOtherDevice(ListedGroup group) {
        if (excludedDids.isEmpty() && excludedSids.isEmpty()) {
            return true;
        }
        Map<Long, Optional<Long>> devices = group.subnetsOfDevices();
        return devices.isEmpty()
                || devices.entrySet().stream()
                        .anyMatch(device -> !excludedDids.contains(device.getKey())
                                && device.getValue()
                                        .map(sid -> !excludedSids.contains(sid))
                                        .orElse(true));
    }
}
