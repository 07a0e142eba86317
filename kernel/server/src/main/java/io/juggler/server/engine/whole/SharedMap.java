package io.juggler.server.engine.whole;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;

/**
 * A map in the order of insertion whose copies share its entries until one of them is written to: a
 * cell that defines nothing costs the same however much others have defined. Not for threads.
 */
final class SharedMap<K, V> {
    private Map<K, V> map = new LinkedHashMap<>();
    private boolean shared;

    SharedMap<K, V> copy() {
        var copy = new SharedMap<K, V>();
        copy.map = map;
        copy.shared = true;
        shared = true;
        return copy;
    }

    V get(K key) {
        return map.get(key);
    }

    boolean containsKey(K key) {
        return map.containsKey(key);
    }

    Set<K> keySet() {
        return map.keySet();
    }

    Collection<V> values() {
        return map.values();
    }

    int size() {
        return map.size();
    }

    void forEach(BiConsumer<? super K, ? super V> action) {
        map.forEach(action);
    }

    void put(K key, V value) {
        own().put(key, value);
    }

    void remove(K key) {
        if (map.containsKey(key)) {
            own().remove(key);
        }
    }

    /** Removes a key that still has that value. */
    void remove(K key, V value) {
        if (map.containsKey(key)) {
            own().remove(key, value);
        }
    }

    private Map<K, V> own() {
        if (shared) {
            map = new LinkedHashMap<>(map);
            shared = false;
        }
        return map;
    }
}
