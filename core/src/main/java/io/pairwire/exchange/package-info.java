/**
 * The documents that pass between the two jars, versioned: requests to an agent, its replies, and the manifest it keeps.
 *
 * <p>Documents are JSON, one in a frame; field names follow {@code ip l2tp}. What arrives is checked as it is read: any octets
 * give a document or an {@link io.pairwire.exchange.ExchangeException}. The room decides nothing and opens no stream or file
 * of its own. Only here is the JSON library known.
 */
@NullMarked
package io.pairwire.exchange;

import org.jspecify.annotations.NullMarked;
