package xdp2rtl.boards;

import java.util.Locale;

/// A driver in C, as a header: reads and writes of each register by name, and what takes several of them.
final class CDriver {
    private CDriver() {}

    static String header(Board board) {
        var text = new StringBuilder(BUS);
        for (var row : RegisterRow.of(board.shell())) {
            String name = row.name().toLowerCase(Locale.ROOT);
            String index = row.count() > 1 ? ", uint32_t i" : "";
            String place = "XDP2RTL_" + row.name() + (row.count() > 1 ? " + 4 * i" : "");
            if (row.access().reads()) {
                text.append("""
                    static inline uint32_t xdp2rtl_read_%s(const struct xdp2rtl_bus *bus%s)
                    {
                        return bus->read(bus->context, %s);
                    }

                    """.formatted(name, index, place));
            }
            if (row.access().writes()) {
                text.append("""
                    static inline void xdp2rtl_write_%s(const struct xdp2rtl_bus *bus%s, uint32_t value)
                    {
                        bus->write(bus->context, %s, value);
                    }

                    """.formatted(name, index, place));
            }
        }
        return text.append(WORK).toString();
    }

    private static final String BUS = """
        /* Drives an xdp2rtl core from C or C++, in a process, a kernel or on bare metal: it calls nothing but the two functions of a
           `struct xdp2rtl_bus`. Generated; registers.md says what the registers do. */
        #ifndef XDP2RTL_DRIVER_H
        #define XDP2RTL_DRIVER_H

        #include <stdint.h>
        #include "xdp2rtl_registers.h"

        /* How registers are reached: byte offsets from the start of the core's window. */
        struct xdp2rtl_bus {
            uint32_t (*read)(void *context, uint32_t offset);
            void (*write)(void *context, uint32_t offset, uint32_t value);
            void *context;
        };

        /* For a window that is mapped into memory: `context` is where it begins. */
        static inline uint32_t xdp2rtl_mapped_read(void *context, uint32_t offset)
        {
            return ((volatile uint32_t *)context)[offset / 4];
        }

        static inline void xdp2rtl_mapped_write(void *context, uint32_t offset, uint32_t value)
        {
            ((volatile uint32_t *)context)[offset / 4] = value;
        }

        """;

    private static final String WORK = """
        /* 1 where a core of this version answers, 0 where something else does. */
        static inline int xdp2rtl_is_there(const struct xdp2rtl_bus *bus)
        {
            return xdp2rtl_read_magic(bus) == XDP2RTL_MAGIC_VALUE && xdp2rtl_read_version(bus) == XDP2RTL_VERSION_VALUE;
        }

        /* Waits until the bits of `mask` in STATUS are `value`; 0, or -1 after so many reads. */
        static inline int xdp2rtl_wait(const struct xdp2rtl_bus *bus, uint32_t mask, uint32_t value, uint32_t reads)
        {
            while (reads-- > 0) {
                if ((xdp2rtl_read_status(bus) & mask) == value)
                    return 0;
            }
            return -1;
        }

        /* Takes no more packets, and waits until those that are in the core have left it. */
        static inline int xdp2rtl_stop(const struct xdp2rtl_bus *bus, uint32_t reads)
        {
            xdp2rtl_write_control(bus, 0);
            return xdp2rtl_wait(bus, XDP2RTL_STATUS_IDLE, XDP2RTL_STATUS_IDLE, reads);
        }

        static inline void xdp2rtl_start(const struct xdp2rtl_bus *bus)
        {
            xdp2rtl_write_control(bus, XDP2RTL_CONTROL_RUN);
        }

        /* Zeroes the map memory of a core that has been stopped. */
        static inline int xdp2rtl_clear_maps(const struct xdp2rtl_bus *bus, uint32_t reads)
        {
            xdp2rtl_write_control(bus, XDP2RTL_CONTROL_CLEAR);
            return xdp2rtl_wait(bus, XDP2RTL_STATUS_CLEARING, 0, reads);
        }

        /* One lane's slot of a bundle. */
        static inline void xdp2rtl_write_slot(const struct xdp2rtl_bus *bus, uint32_t row, uint32_t lane, const uint32_t words[3])
        {
            xdp2rtl_write_program_address(bus, row | lane << 16);
            xdp2rtl_write_program_low(bus, words[0]);
            xdp2rtl_write_program_middle(bus, words[1]);
            xdp2rtl_write_program_high(bus, words[2]);
        }

        /* A word of the map memory; the address is a multiple of 8. */
        static inline uint64_t xdp2rtl_read_map(const struct xdp2rtl_bus *bus, uint32_t address)
        {
            uint32_t low;
            xdp2rtl_write_map_address(bus, address);
            low = xdp2rtl_read_map_low(bus);
            return (uint64_t)xdp2rtl_read_map_high(bus) << 32 | low;
        }

        static inline void xdp2rtl_write_map(const struct xdp2rtl_bus *bus, uint32_t address, uint64_t word)
        {
            xdp2rtl_write_map_address(bus, address);
            xdp2rtl_write_map_low(bus, (uint32_t)word);
            xdp2rtl_write_map_high(bus, (uint32_t)(word >> 32));
        }

        /* Cycles since reset. */
        static inline uint64_t xdp2rtl_cycles(const struct xdp2rtl_bus *bus)
        {
            uint32_t low = xdp2rtl_read_count_cycles_low(bus);
            return (uint64_t)xdp2rtl_read_count_high(bus) << 32 | low;
        }

        /* Takes the oldest record of a packet that was aborted; 1, or 0 where there is none. */
        static inline int xdp2rtl_next_event(const struct xdp2rtl_bus *bus, uint32_t words[XDP2RTL_EVENT_WORDS_COUNT])
        {
            uint32_t i;
            if (xdp2rtl_read_event_count(bus) == 0)
                return 0;
            for (i = 0; i < XDP2RTL_EVENT_WORDS_COUNT; i++)
                words[i] = xdp2rtl_read_event_words(bus, i);
            xdp2rtl_write_event_pop(bus, 1);
            return 1;
        }

        #endif
        """;
}
