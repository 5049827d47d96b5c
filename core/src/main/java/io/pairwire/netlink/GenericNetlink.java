package io.pairwire.netlink;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Generic netlink's controller, which knows the families by name ({@code linux/genetlink.h}). */
public final class GenericNetlink {
    private static final int GENL_ID_CTRL = 16;
    private static final int CTRL_CMD_GETFAMILY = 3;
    private static final int CTRL_VERSION = 2;
    private static final int CTRL_ATTR_FAMILY_ID = 1;
    private static final int CTRL_ATTR_FAMILY_NAME = 2;
    private static final int CTRL_ATTR_VERSION = 3;
    private static final int CTRL_ATTR_MCAST_GROUPS = 7;
    private static final int CTRL_ATTR_MCAST_GRP_NAME = 1;
    private static final int CTRL_ATTR_MCAST_GRP_ID = 2;

    /** The length of {@code struct genlmsghdr}, which stands before a family's attributes. */
    public static final int HEADER_OCTETS = 4;

    private GenericNetlink() {}

    /** Returns a family by name, or nothing if the kernel has none of that name and could load none. */
    public static Optional<GenericFamily> family(Connection connection, String name) throws NetlinkException {
        Payload payload = Payload.generic(CTRL_CMD_GETFAMILY, CTRL_VERSION).string(CTRL_ATTR_FAMILY_NAME, name);
        Request question = Request.get("genl GETFAMILY", name, GENL_ID_CTRL, payload, Meanings.PLAIN);
        try {
            return connection.get(question, FamilyDecoder.INSTANCE);
        } catch (NetlinkException e) {
            if (e.errno() == Errno.ENOENT) {
                return Optional.empty();
            }
            throw e;
        }
    }

    /** Returns a message's command ({@code struct genlmsghdr}). */
    public static int command(Message message) throws NetlinkException {
        return message.u8(0);
    }

    private enum FamilyDecoder implements Decoder<GenericFamily> {
        INSTANCE;

        @Override
        public Optional<GenericFamily> decode(Message message) throws NetlinkException {
            String name = "";
            int id = 0;
            int version = 0;
            Map<String, Integer> groups = new HashMap<>();
            Attributes attributes = message.attributes(HEADER_OCTETS);
            while (attributes.next()) {
                switch (attributes.type()) {
                    case CTRL_ATTR_FAMILY_ID -> id = attributes.u16();
                    case CTRL_ATTR_FAMILY_NAME -> name = attributes.string();
                    case CTRL_ATTR_VERSION -> version = attributes.s32();
                    case CTRL_ATTR_MCAST_GROUPS -> readGroups(attributes.nested(), groups);
                    default -> {}
                }
            }
            if (id == 0) {
                throw NetlinkException.malformed("a family without an id");
            }
            return Optional.of(new GenericFamily(name, id, version, groups));
        }

        /** Each group is an attribute of its own whose type is but its place in the list. */
        private static void readGroups(Attributes list, Map<String, Integer> groups) throws NetlinkException {
            while (list.next()) {
                String name = "";
                int id = 0;
                Attributes group = list.nested();
                while (group.next()) {
                    switch (group.type()) {
                        case CTRL_ATTR_MCAST_GRP_NAME -> name = group.string();
                        case CTRL_ATTR_MCAST_GRP_ID -> id = group.s32();
                        default -> {}
                    }
                }
                groups.put(name, id);
            }
        }
    }
}
