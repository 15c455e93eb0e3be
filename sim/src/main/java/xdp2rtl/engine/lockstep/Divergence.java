package xdp2rtl.engine.lockstep;

/// The first place where model and hardware differ.
///
/// @param what      a bundle, a report, a packet, a counter or a word of the map memory
/// @param cycle     the cycle of it
/// @param packet    the number of the packet, from 0; -1 where it belongs to none
/// @param model     the model's side
/// @param hardware  the hardware's side
/// @param bundle    the bundle as the program's listing has it; empty where it belongs to none
/// @param reproduce what to run to see it again
public record Divergence(String what, long cycle, long packet, String model, String hardware, String bundle,
        String reproduce) {
    @Override public String toString() {
        StringBuilder text = new StringBuilder("cycle %d: %s differs".formatted(cycle, what));
        if (packet >= 0) {
            text.append(", packet ").append(packet);
        }
        text.append("\n  model     ").append(model).append("\n  hardware  ").append(hardware);
        if (!bundle.isEmpty()) {
            text.append("\n  bundle    ").append(bundle.strip().replace("\n", "\n            "));
        }
        return text.append("\nReproduce: ").append(reproduce).toString();
    }
}
