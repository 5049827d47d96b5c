/**
 * Reads an inventory in Ansible's YAML form: which hosts there are, how SSH reaches each, and which address its tunnels
 * start from.
 *
 * <p>{@link io.pairwire.inventory.InventoryReader} is the way in. Groups, ranges and the precedence of variables are
 * Ansible's. Nothing here evaluates a template, opens a file, decrypts a vault, or asks a host or a name server.
 */
@NullMarked
package io.pairwire.inventory;

import org.jspecify.annotations.NullMarked;
