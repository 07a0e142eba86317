// NOT YET: the second one hardly waits
// NOT YET: the second one computes for a while
List<Task<?>> counterexamples = List.of(
        action("waits", _ -> Thread.sleep(50)),
        action("waits longer", _ -> Thread.sleep(100)));
