package io.pairwire.graph;

/** A line between two hosts: a quadratic curve that passes its straight way at some distance. */
record Curve(Point from, Point bend, Point to) {
    /** Returns the one that is so far off the straight way in its middle, to the right of who goes along it. */
    static Curve beside(Point from, Point to, double distance) {
        double x = to.x() - from.x();
        double y = to.y() - from.y();
        double length = Math.max(1, Math.sqrt(x * x + y * y));
        Point middle = from.towards(to, 0.5);
        return new Curve(from, middle.plus(-y / length * 2 * distance, x / length * 2 * distance), to);
    }

    /** Returns this, so much farther to the right of who goes along it, in its middle. */
    Curve shifted(double distance) {
        Point middle = from.towards(to, 0.5);
        Point bent = beside(from, to, distance).bend;
        return new Curve(from, bend.plus(bent.x() - middle.x(), bent.y() - middle.y()), to);
    }

    /** Returns the place that is reached after a part of it. */
    Point at(double part) {
        return from.towards(bend, part).towards(bend.towards(to, part), part);
    }
}
