package io.pairwire.graph;

/** A rectangle in a picture, by its middle. */
record Box(Point middle, double width, double height) {
    double left() {
        return middle.x() - width / 2;
    }

    double right() {
        return middle.x() + width / 2;
    }

    double top() {
        return middle.y() - height / 2;
    }

    double bottom() {
        return middle.y() + height / 2;
    }

    /** Returns the area that both cover. */
    double overlap(Box other) {
        double across = Math.min(right(), other.right()) - Math.max(left(), other.left());
        double down = Math.min(bottom(), other.bottom()) - Math.max(top(), other.top());
        return across > 0 && down > 0 ? across * down : 0;
    }

    boolean holds(Point point) {
        return point.x() >= left() && point.x() <= right() && point.y() >= top() && point.y() <= bottom();
    }
}
