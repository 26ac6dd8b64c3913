package web

// involvementRoutes are the pages on which members come in: what they propose for the next plan, and what is sought and offered on the items of this one.
func (s *site) involvementRoutes() []route {
	return []route{
		{"GET", "/plans/:plan/items/:ref/openings/new", s.showOpeningForm, false},
		{"POST", "/plans/:plan/items/:ref/openings/new", s.sendOpening, false},
		{"GET", "/plans/:plan/items/:ref/openings/:opening", s.showOpening, false},
		{"GET", "/plans/:plan/items/:ref/openings/:opening/edit", s.showOpeningForm, false},
		{"POST", "/plans/:plan/items/:ref/openings/:opening/edit", s.sendOpening, false},
		{"GET", "/plans/:plan/items/:ref/openings/:opening/close", s.showOpeningClosing, false},
		{"POST", "/plans/:plan/items/:ref/openings/:opening/close", s.closeOpening, false},
		{"GET", "/plans/:plan/items/:ref/openings/:opening/offers/new", s.showOfferForm, false},
		{"POST", "/plans/:plan/items/:ref/openings/:opening/offers/new", s.makeOffer, false},
		{"GET", "/plans/:plan/items/:ref/openings/:opening/offers/:member/:offer/answer", s.showOfferAnswer, false},
		{"POST", "/plans/:plan/items/:ref/openings/:opening/offers/:member/:offer/answer", s.answerOffer, false},
		{"GET", "/plans/:plan/items/:ref/openings/:opening/offers/:member/:offer/take-back", s.showOfferTakingBack, false},
		{"POST", "/plans/:plan/items/:ref/openings/:opening/offers/:member/:offer/take-back", s.takeBackOffer, false},
		{"GET", "/proposals", s.listProposals, false},
		{"GET", "/proposals/new", s.showNewProposal, false},
		{"POST", "/proposals/new", s.fileProposal, false},
		{"GET", "/proposals/:number", s.showProposal, false},
		{"GET", "/proposals/:number/edit", s.showProposalEdit, false},
		{"POST", "/proposals/:number/edit", s.editProposal, false},
		{"GET", "/proposals/:number/support", s.showSupportForm, false},
		{"POST", "/proposals/:number/support", s.supportProposal, false},
		{"GET", "/proposals/:number/take-back", s.showTakingBack, false},
		{"POST", "/proposals/:number/take-back", s.takeBackSupport, false},
		{"GET", "/proposals/:number/:act", s.showProposalAct, false},
		{"POST", "/proposals/:number/:act", s.decideOnProposal, false},
		{"GET", "/bodies/:body/proposal-windows", s.listWindows, false},
		{"GET", "/bodies/:body/proposal-windows/new", s.showWindowForm, false},
		{"POST", "/bodies/:body/proposal-windows/new", s.sendWindow, false},
		{"GET", "/bodies/:body/proposal-windows/:number/edit", s.showWindowForm, false},
		{"POST", "/bodies/:body/proposal-windows/:number/edit", s.sendWindow, false},
	}
}
