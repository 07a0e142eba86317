// NOT YET: mystery B is run in a way that suits it
// NOT YET: mystery C is run in a way that suits it
// NOT YET: mystery D is run in a way that suits it
// NOT YET: mystery E is run in a way that suits it
Map<String, Strategy> decisions = Map.of("A", cores(), "B", cores(), "C", cores(), "D", cores(), "E", cores());
