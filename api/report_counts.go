package api

import "fwptracker/internal/workplan"

// Timepoint is where the plan stood at the end of a day on which something changed.
//
//	@Description	How many one-off items had each status at the end of a day, and the completion rate then, from what is known by known_at.
type Timepoint struct {
	On             string       `json:"on" validate:"required" format:"date" example:"2023-11-08"` // The day
	ByStatus       StatusCounts `json:"by_status" validate:"required"`                             // How many one-off items had each status at its end
	CompletionRate Rate         `json:"completion_rate" validate:"required"`                       // The completion rate then
} //@name Timepoint

// Counts is the published form of the numbers of a set of items.
//
//	@Description	The numbers of a set of items. by_status counts one-off items, continuing_by_status the continuing ones. overdue, silent and late are computed.
type Counts struct {
	Items              int          `json:"items" validate:"required" example:"12"`     // All items, each once
	OneOff             int          `json:"one_off" validate:"required" example:"10"`   // Items that can be finished
	Continuing         int          `json:"continuing" validate:"required" example:"2"` // Items that are reported each year
	ByStatus           StatusCounts `json:"by_status" validate:"required"`              // One-off items by status
	ContinuingByStatus StatusCounts `json:"continuing_by_status" validate:"required"`   // Continuing items by status
	Overdue            int          `json:"overdue" validate:"required" example:"1"`    // One-off items, planned or in progress, after the last day of their due period
	Silent             int          `json:"silent" validate:"required" example:"3"`     // Open items, continuing ones too, on which nothing was reported after silent_since
	Late               int          `json:"late" validate:"required" example:"1"`       // Items completed after their due period, or after the plan's period where they have none
	CompletionRate     Rate         `json:"completion_rate" validate:"required"`        // Of one-off items only
} //@name Counts

// StatusCounts is how many items have each status.
//
//	@Description	How many items have each status.
type StatusCounts struct {
	Planned     int `json:"planned" validate:"required" example:"2"`      // Number of items that are planned
	InProgress  int `json:"in_progress" validate:"required" example:"3"`  // Number of items that are in progress
	Completed   int `json:"completed" validate:"required" example:"4"`    // Number of items that are completed
	Postponed   int `json:"postponed" validate:"required" example:"1"`    // Number of items that are postponed
	Withdrawn   int `json:"withdrawn" validate:"required" example:"0"`    // Number of items that are withdrawn
	CarriedOver int `json:"carried_over" validate:"required" example:"0"` // Number of items that are carried over
} //@name StatusCounts

// Rate is a completion rate with what it is made of.
//
//	@Description	A completion rate with what it is made of. value is null, not 0, where the denominator is 0.
type Rate struct {
	Numerator   int      `json:"numerator" validate:"required" example:"4"`                                                                                             // Completed one-off items
	Denominator int      `json:"denominator" validate:"required" example:"10"`                                                                                          // One-off items without those withdrawn or carried over
	Value       *float64 `json:"value" validate:"required" format:"double" extensions:"x-nullable" example:"0.4"`                                                       // numerator ÷ denominator, from 0 to 1; null where the denominator is 0
	Rule        string   `json:"rule" validate:"required" example:"completed one-off items ÷ (one-off items − withdrawn − carried over); continuing items stand apart"` // How it is reckoned, in words
} //@name Rate

// Group is the numbers of the items under one objective, lead or topic.
//
//	@Description	The numbers of the items under one objective, lead or topic; key is null for items for which none is recorded.
type Group struct {
	Key    *string `json:"key" validate:"required" extensions:"x-nullable" example:"indonesia"` // Number of the objective, code of the lead, or the topic; null for the items with which none is recorded
	Name   string  `json:"name" validate:"required" example:"Indonesia"`                        // Its title or name; empty where key is null
	Counts Counts  `json:"counts" validate:"required"`                                          // The numbers of its items
} //@name Group

func timepointDTO(p workplan.TimelinePoint) Timepoint {
	return Timepoint{On: string(p.On), ByStatus: statusCountsDTO(p.ByStatus), CompletionRate: rateDTO(p.Rate)}
}

func rateDTO(r workplan.Rate) Rate {
	rate := Rate{Numerator: r.Numerator, Denominator: r.Denominator, Rule: workplan.RateRule}
	if r.Denominator > 0 {
		value := float64(r.Numerator) / float64(r.Denominator)
		rate.Value = &value
	}
	return rate
}

func countsDTO(c workplan.Counts) Counts {
	return Counts{Items: c.Items, OneOff: c.OneOff, Continuing: c.Continuing, ByStatus: statusCountsDTO(c.ByStatus),
		ContinuingByStatus: statusCountsDTO(c.ContinuingByStatus), Overdue: c.Overdue, Silent: c.Silent, Late: c.Late, CompletionRate: rateDTO(c.Rate)}
}

func statusCountsDTO(n map[workplan.Status]int) StatusCounts {
	return StatusCounts{Planned: n[workplan.StatusPlanned], InProgress: n[workplan.StatusInProgress], Completed: n[workplan.StatusCompleted],
		Postponed: n[workplan.StatusPostponed], Withdrawn: n[workplan.StatusWithdrawn], CarriedOver: n[workplan.StatusCarriedOver]}
}

func groupDTO(g workplan.Group) Group {
	return Group{Key: orNull(g.Key), Name: g.Name, Counts: countsDTO(g.Counts)}
}
