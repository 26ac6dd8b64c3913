package api

import (
	"time"

	"fwptracker/internal/tracker"
	"fwptracker/internal/workplan"
)

// Portfolio is the published form of a portfolio.
//
//	@Description	The plans of one or more bodies as they stood on as_of, from what was recorded by known_at, as far as the reader may see them. A plan's counts are the headline of its own
//	@Description	completion report. In totals, bodies and by_lead a piece of work that went on from plan to plan counts once, where it stands latest, and drafts do not count;
//	@Description	the counts of the bodies add up to the totals. audience is the narrowest of those of the bodies.
type Portfolio struct {
	AsOf        string          `json:"as_of" validate:"required" format:"date" example:"2023-11-08"`                       // The day of which it tells
	KnownAt     time.Time       `json:"known_at" validate:"required" format:"date-time" example:"2026-11-23T09:30:00Z"`     // Only what had been recorded by this moment counts (UTC)
	GeneratedAt time.Time       `json:"generated_at" validate:"required" format:"date-time" example:"2026-11-23T09:30:00Z"` // When it was made (UTC)
	GeneratedBy string          `json:"generated_by" validate:"required" example:"maria.santos"`                            // Username of who asked for it; anonymous for a reader without one
	Audience    Audience        `json:"audience" validate:"required" example:"members"`                                     // For whom it is: the narrowest of the audiences of its bodies
	Scope       PortfolioScope  `json:"scope" validate:"required"`                                                          // To what it was narrowed
	Totals      PortfolioTotals `json:"totals" validate:"required"`                                                         // The numbers across all plans but drafts, each piece of work once
	Bodies      []PortfolioBody `json:"bodies" validate:"required"`                                                         // The numbers of each body
	Plans       []PortfolioPlan `json:"plans" validate:"required"`                                                          // A line for each plan, by body and code
	ByLead      []PortfolioLead `json:"by_lead" validate:"required"`                                                        // The numbers of each lead across plans; a co-led item counts under each of its leads
	Carried     int             `json:"carried" validate:"required" example:"3"`                                            // How many pieces of work went on from one plan to another
	MostCarried []CarriedWork   `json:"most_carried" validate:"required"`                                                   // Those that were carried most often, at most 20, the most often first
} //@name Portfolio

// PortfolioScope is what a portfolio was narrowed to.
//
//	@Description	What a portfolio was narrowed to: plans of any of these bodies, that are any of these statuses; an empty list does not narrow.
type PortfolioScope struct {
	Bodies   []string     `json:"bodies" validate:"required" example:"wg-tip"`     // Only plans of these bodies; empty for all that the reader sees
	Statuses []PlanStatus `json:"statuses" validate:"required" example:"endorsed"` // Only plans that are any of these; empty for all
} //@name PortfolioScope

// PortfolioTotals is the numbers across plans.
//
//	@Description	The numbers across plans, each piece of work once. drafts are listed and do not count. open is what is planned, in progress or postponed, continuing items among it.
type PortfolioTotals struct {
	Plans  int    `json:"plans" validate:"required" example:"2"`  // How many plans count: endorsed and closed ones
	Drafts int    `json:"drafts" validate:"required" example:"0"` // How many drafts are listed beside them
	Open   int    `json:"open" validate:"required" example:"9"`   // Items that are planned, in progress or postponed, continuing ones among them
	Counts Counts `json:"counts" validate:"required"`             // The numbers, each piece of work where it stands latest
} //@name PortfolioTotals

// PortfolioBody is what of a body a portfolio holds.
//
//	@Description	What of a body the portfolio holds, and for whom that part is fit.
type PortfolioBody struct {
	Body     string   `json:"body" validate:"required" example:"wg-tip"`                                  // Code of the body
	Name     string   `json:"name" validate:"required" example:"Working Group on Trafficking in Persons"` // Its name, as it was then
	Audience Audience `json:"audience" validate:"required" example:"members"`                             // For whom this part is
	Plans    int      `json:"plans" validate:"required" example:"2"`                                      // How many of its plans count
	Drafts   int      `json:"drafts" validate:"required" example:"0"`                                     // How many of its drafts are listed
	Open     int      `json:"open" validate:"required" example:"9"`                                       // Its items that are planned, in progress or postponed
	Counts   Counts   `json:"counts" validate:"required"`                                                 // Its numbers, each piece of work once
} //@name PortfolioBody

// PortfolioPlan is the line of a plan.
//
//	@Description	The line of a plan: its counts are the headline of its completion report. past_period: the period is over and the plan not closed. last_reported_on is the latest day on which
//	@Description	a lead reported on any of its items. went_on is how many of its items count in a later plan of the portfolio.
type PortfolioPlan struct {
	Plan           Plan     `json:"plan" validate:"required"`                                                                        // The plan as it stood
	Open           int      `json:"open" validate:"required" example:"9"`                                                            // Its items that are planned, in progress or postponed
	Counts         Counts   `json:"counts" validate:"required"`                                                                      // The headline of its completion report
	WentOn         int      `json:"went_on" validate:"required" example:"3"`                                                         // How many of its items count in a later plan of the portfolio
	PastPeriod     bool     `json:"past_period" validate:"required" example:"true"`                                                  // Whether its period is over and it is not closed
	SilentSince    *string  `json:"silent_since" validate:"required" format:"date" extensions:"x-nullable" example:"2022-08-30"`     // An open item on which nothing was reported after this day is silent; null on a draft, and where no day is recorded
	LastReportedOn *string  `json:"last_reported_on" validate:"required" format:"date" extensions:"x-nullable" example:"2023-11-07"` // The latest day on which a lead reported on any of its items; null for none
	Successors     []string `json:"successors" validate:"required" example:"wg-tip-2024-26"`                                         // Codes of the plans that name it as the one they follow
} //@name PortfolioPlan

// PortfolioLead is the numbers of a lead across plans.
//
//	@Description	The numbers of the work that a member leads, each piece once, and the plans in which it stands; lead is null for what has no recorded lead.
type PortfolioLead struct {
	Lead   *string  `json:"lead" validate:"required" extensions:"x-nullable" example:"indonesia"` // Code of the member; null for what has no recorded lead
	Name   string   `json:"name" validate:"required" example:"Indonesia"`                         // Name of the member
	Plans  []string `json:"plans" validate:"required" example:"wg-tip-2024-26"`                   // Codes of the plans in which its work stands
	Open   int      `json:"open" validate:"required" example:"4"`                                 // Its items that are planned, in progress or postponed
	Counts Counts   `json:"counts" validate:"required"`                                           // The numbers of what it leads, each piece of work once
} //@name PortfolioLead

// CarriedWork is a piece of work that went on from plan to plan.
//
//	@Description	A piece of work that went on from plan to plan: its latest item, how often it was carried on, and its items from first to last, as plan/ref. Items that the reader does not see
//	@Description	are not told, but for those that an item which the reader sees names among its predecessors.
type CarriedWork struct {
	Plan        string     `json:"plan" validate:"required" example:"wg-tip-2024-26"`                 // Plan of its latest item
	Ref         string     `json:"ref" validate:"required" example:"1.4"`                             // Ref of its latest item
	Title       string     `json:"title" validate:"required" example:"Training for consular staff"`   // Title of its latest item
	Times       int        `json:"times" validate:"required" example:"1"`                             // How often it was carried on
	Path        []string   `json:"path" validate:"required" example:"wg-tip-2021-23/2.3"`             // Its items from first to last, as plan/ref; the longest way where items were merged
	Joined      []string   `json:"joined" validate:"required" example:"wg-tip-2021-23/2.4"`           // The other items that were merged into it, as plan/ref
	Leads       []string   `json:"leads" validate:"required" example:"indonesia"`                     // Codes of the members that lead it now
	Status      ItemStatus `json:"status" validate:"required" example:"in_progress"`                  // Status of its latest item
	Due         *string    `json:"due" validate:"required" extensions:"x-nullable" example:"2024-Q4"` // When its latest item is due; null where not recorded
	OverdueDays int        `json:"overdue_days" validate:"required" example:"0"`                      // Days since the due period ended; 0 where it is not overdue
	Silent      bool       `json:"silent" validate:"required" example:"false"`                        // Whether nothing was reported on it since the day that counts
} //@name CarriedWork

func portfolioDTO(p workplan.Portfolio) Portfolio {
	statuses := each(p.Scope.Statuses, func(s workplan.PlanStatus) PlanStatus { return PlanStatus(s) })
	return Portfolio{AsOf: string(p.AsOf), KnownAt: p.KnownAt.UTC(), GeneratedAt: p.GeneratedAt.UTC(), GeneratedBy: p.GeneratedBy, Audience: Audience(p.Audience),
		Scope:  PortfolioScope{Bodies: texts(p.Scope.Bodies), Statuses: statuses},
		Totals: PortfolioTotals{Plans: p.Totals.Plans, Drafts: p.Totals.Drafts, Open: p.Totals.Counts.Open(), Counts: countsDTO(p.Totals.Counts)},
		Bodies: each(p.Bodies, func(b workplan.PortfolioBody) PortfolioBody {
			return PortfolioBody{Body: b.Body.Code, Name: b.Body.Name, Audience: Audience(b.Audience), Plans: b.Plans, Drafts: b.Drafts, Open: b.Counts.Open(), Counts: countsDTO(b.Counts)}
		}),
		Plans: each(p.Plans, func(l workplan.PortfolioPlan) PortfolioPlan {
			plan := planDTO(tracker.PlanReading{WorkPlan: l.Plan, View: workplan.View{AsOf: p.AsOf, KnownAt: p.KnownAt}})
			return PortfolioPlan{Plan: plan, Open: l.Counts.Open(), Counts: countsDTO(l.Counts), WentOn: l.WentOn, PastPeriod: l.PastPeriod,
				SilentSince: orNull(l.SilentSince), LastReportedOn: orNull(l.LastReportedOn), Successors: texts(l.Successors)}
		}),
		ByLead: each(p.ByLead, func(l workplan.PortfolioLead) PortfolioLead {
			return PortfolioLead{Lead: orNull(l.Key), Name: l.Name, Plans: texts(l.Plans), Open: l.Counts.Open(), Counts: countsDTO(l.Counts)}
		}),
		Carried: p.Carried, MostCarried: each(p.MostCarried, carriedWorkDTO)}
}

func carriedWorkDTO(c workplan.CarriedWork) CarriedWork {
	i := c.Item
	return CarriedWork{Plan: i.Plan, Ref: i.Ref, Title: i.Title, Times: c.Times(), Path: texts(c.Path), Joined: texts(c.Joined), Leads: texts(i.Leads), Status: ItemStatus(i.Status), Due: orNull(i.Due),
		OverdueDays: c.OverdueDays, Silent: c.Silent}
}
