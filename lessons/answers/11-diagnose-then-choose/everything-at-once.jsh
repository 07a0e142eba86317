// NOT YET: mystery C is run in a way that suits it
// NOT YET: mystery E is run in a way that suits it
Map<String, Strategy> decisions = Map.of("A", cores(), "B", oneCarrier(), "C", oneCarrier(), "D", hybrid(), "E", oneCarrier());
