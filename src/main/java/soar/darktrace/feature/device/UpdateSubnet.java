package soar.darktrace.feature.device;

import reactor.core.publisher.Mono;
import soar.darktrace.api.SubnetApi;
import soar.darktrace.client.DarktraceInstance;
import soar.darktrace.command.Command;
import soar.darktrace.command.CommandResult;
import soar.darktrace.command.DarktraceCommand;
import soar.darktrace.command.Effect;
import soar.darktrace.policy.Permission;
import soar.darktrace.policy.Permissions;

@Command(
        name = "darktrace-update-subnet",
        description =
                "Changes a subnet, if subnets.update allows it. Leaving it out of what Darktrace sees (excluded) or"
                        + " models (model_excluded) needs subnets.exclude besides.",
        context = "Darktrace.Subnet",
        key = "sid",
        effect = Effect.CHANGES)
@SubnetOutputs
class UpdateSubnet implements DarktraceCommand<SubnetChange> {

    private final Permissions permissions;

    UpdateSubnet(Permissions permissions) {
        this.permissions = permissions;
    }

    @Override
    public Mono<CommandResult> run(SubnetChange change, DarktraceInstance darktrace) {
        permissions.require(darktrace, Permission.UPDATE_SUBNETS);
        if (change.excluded() != null || change.modelExcluded() != null) {
            permissions.require(darktrace, Permission.EXCLUDE_SUBNETS);
        }
        return change.settled(darktrace.api(SubnetApi.class));
    }
}
