/**
 * Playbooks: plays over pseudowires, in Ansible's shape and words, with a closed set of verbs.
 *
 * <p>{@link io.pairwire.playbook.PlaybookReader} turns files into {@link io.pairwire.playbook.Play}s, {@link io.pairwire.playbook.Staging} finds
 * out what each play is about, {@link io.pairwire.playbook.Runner} does it. Everything that a file may do wrong is known before anybody is
 * contacted: conditions are parsed when they are read and, as they speak of files alone, decided before the first play. Nothing here prints, or
 * knows how hosts are reached.
 */
@NullMarked
package io.pairwire.playbook;

import org.jspecify.annotations.NullMarked;
