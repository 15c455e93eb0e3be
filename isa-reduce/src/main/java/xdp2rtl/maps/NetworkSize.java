package xdp2rtl.maps;

import xdp2rtl.diagnostic.InputError;

/// How much of a network the tables in the map memory can hold ([NetworkMap]).
///
/// @param links  interfaces
/// @param routes routes and neighbours together, of each of IPv4 and IPv6
public record NetworkSize(int links, int routes) {
    /// What a core has unless somebody asks for more.
    public static final NetworkSize DEFAULT = new NetworkSize(16, 63);
    private static final int MOST = 1 << 16;

    public NetworkSize {
        check("--fib-links", "interfaces", links);
        check("--fib-routes", "routes and neighbours", routes);
    }

    private static void check(String option, String what, int number) {
        if (number < 1 || number > MOST) {
            throw new InputError(option, "tables cannot be made for %d %s".formatted(number, what), "", "Give 1 to "
                    + MOST);
        }
    }

    /// Room for both.
    public NetworkSize atLeast(NetworkSize other) {
        return new NetworkSize(Math.max(links, other.links), Math.max(routes, other.routes));
    }
}
