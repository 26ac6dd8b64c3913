package tracker

import (
	"fwptracker/internal/store"
	"fwptracker/internal/workplan"
)

// loadProposals adds to the source of a report the proposals for the next plan, as far as the sight reaches.
func loadProposals(tx *store.Tx, to reader, sight workplan.Sight, src *workplan.ReportSource) error {
	body := src.Plan.Body
	all, err := proposalsAt(tx, to.today(sight), to.others(sight), []string{body}, src.View)
	if err != nil || len(all) == 0 {
		return err
	}
	if src.Windows, err = windowsAt(tx, body, src.View); err != nil {
		return err
	}
	plans, err := tx.AllPlans(to.today(sight), body)
	if err != nil {
		return err
	}
	plans, err = plansIn(tx, to.others(sight), plans, src.View)
	of := workplan.ProposalsOf{Plan: src.Plan, Plans: plans, Windows: src.Windows, Proposals: all}
	src.Proposals = of.ForTheNextPlan()
	return err
}
