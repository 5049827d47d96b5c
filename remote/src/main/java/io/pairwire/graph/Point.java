package io.pairwire.graph;

/** A place in a picture, y downwards. */
record Point(double x, double y) {
    Point plus(double byX, double byY) {
        return new Point(x + byX, y + byY);
    }

    /** Returns the place that is a part of the way to another. */
    Point towards(Point other, double part) {
        return new Point(x + (other.x - x) * part, y + (other.y - y) * part);
    }
}
