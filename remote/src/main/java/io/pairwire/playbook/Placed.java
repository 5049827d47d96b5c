package io.pairwire.playbook;

import io.pairwire.yaml.Position;

/** A value with its place in the file that it stands in. */
public record Placed<T>(T value, Position at) {}
