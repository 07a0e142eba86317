// NOT YET: mystery A is run in a way that suits it
// NOT YET: mystery B is run in a way that suits it
// NOT YET: mystery C is run in a way that suits it
// NOT YET: mystery E is run in a way that suits it
Map<String, Strategy> decisions = Map.of("A", hybrid(), "B", hybrid(), "C", hybrid(), "D", hybrid(), "E", hybrid());
