/**
 * Reads inventories as Ansible does: which hosts there are, how SSH reaches each, and which address its tunnels start from.
 *
 * <p>{@link io.pairwire.inventory.InventoryReader} is the way in: files in INI, YAML or JSON, directories, {@code group_vars} and
 * {@code host_vars}, programs. Groups, ranges, types and the precedence of variables are Ansible's. Nothing here evaluates a template, decrypts
 * a vault, or asks a host or a name server.
 */
@NullMarked
package io.pairwire.inventory;

import org.jspecify.annotations.NullMarked;
