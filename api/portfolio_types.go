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
	AsOf        string          `json:"as_of" validate:"required" format:"date" example:"2023-11-08"`
	KnownAt     time.Time       `json:"known_at" validate:"required" format:"date-time" example:"2026-11-23T09:30:00Z"`
	GeneratedAt time.Time       `json:"generated_at" validate:"required" format:"date-time" example:"2026-11-23T09:30:00Z"`
	GeneratedBy string          `json:"generated_by" validate:"required" example:"maria.santos"`
	Audience    Audience        `json:"audience" validate:"required" example:"members"`
	Scope       PortfolioScope  `json:"scope" validate:"required"`
	Totals      PortfolioTotals `json:"totals" validate:"required"`
	Bodies      []PortfolioBody `json:"bodies" validate:"required"`
	Plans       []PortfolioPlan `json:"plans" validate:"required"`
	ByLead      []PortfolioLead `json:"by_lead" validate:"required"`
	Carried     int             `json:"carried" validate:"required" example:"3"`
	MostCarried []CarriedWork   `json:"most_carried" validate:"required"`
} //@name Portfolio

// PortfolioScope is what a portfolio was narrowed to.
//
//	@Description	What a portfolio was narrowed to: plans of any of these bodies, that are any of these statuses; an empty list does not narrow.
type PortfolioScope struct {
	Bodies   []string     `json:"bodies" validate:"required" example:"wg-tip"`
	Statuses []PlanStatus `json:"statuses" validate:"required" example:"endorsed"`
} //@name PortfolioScope

// PortfolioTotals is the numbers across plans.
//
//	@Description	The numbers across plans, each piece of work once. drafts are listed and do not count. open is what is planned, in progress or postponed, continuing items among it.
type PortfolioTotals struct {
	Plans  int    `json:"plans" validate:"required" example:"2"`
	Drafts int    `json:"drafts" validate:"required" example:"0"`
	Open   int    `json:"open" validate:"required" example:"9"`
	Counts Counts `json:"counts" validate:"required"`
} //@name PortfolioTotals

// PortfolioBody is what of a body a portfolio holds.
//
//	@Description	What of a body the portfolio holds, and for whom that part is fit.
type PortfolioBody struct {
	Body     string   `json:"body" validate:"required" example:"wg-tip"`
	Name     string   `json:"name" validate:"required" example:"Working Group on Trafficking in Persons"`
	Audience Audience `json:"audience" validate:"required" example:"members"`
	Plans    int      `json:"plans" validate:"required" example:"2"`
	Drafts   int      `json:"drafts" validate:"required" example:"0"`
	Open     int      `json:"open" validate:"required" example:"9"`
	Counts   Counts   `json:"counts" validate:"required"`
} //@name PortfolioBody

// PortfolioPlan is the line of a plan.
//
//	@Description	The line of a plan: its counts are the headline of its completion report. past_period: the period is over and the plan not closed. last_reported_on is the latest day on which
//	@Description	a lead reported on any of its items. went_on is how many of its items count in a later plan of the portfolio.
type PortfolioPlan struct {
	Plan           Plan     `json:"plan" validate:"required"`
	Open           int      `json:"open" validate:"required" example:"9"`
	Counts         Counts   `json:"counts" validate:"required"`
	WentOn         int      `json:"went_on" validate:"required" example:"3"`
	PastPeriod     bool     `json:"past_period" validate:"required" example:"true"`
	SilentSince    *string  `json:"silent_since" validate:"required" format:"date" extensions:"x-nullable" example:"2022-08-30"`
	LastReportedOn *string  `json:"last_reported_on" validate:"required" format:"date" extensions:"x-nullable" example:"2023-11-07"`
	Successors     []string `json:"successors" validate:"required" example:"wg-tip-2024-26"`
} //@name PortfolioPlan

// PortfolioLead is the numbers of a lead across plans.
//
//	@Description	The numbers of the work that a member leads, each piece once, and the plans in which it stands; lead is null for what has no recorded lead.
type PortfolioLead struct {
	Lead   *string  `json:"lead" validate:"required" extensions:"x-nullable" example:"indonesia"`
	Name   string   `json:"name" validate:"required" example:"Indonesia"`
	Plans  []string `json:"plans" validate:"required" example:"wg-tip-2024-26"`
	Open   int      `json:"open" validate:"required" example:"4"`
	Counts Counts   `json:"counts" validate:"required"`
} //@name PortfolioLead

// CarriedWork is a piece of work that went on from plan to plan.
//
//	@Description	A piece of work that went on from plan to plan: its latest item, how often it was carried on, and its items from first to last, as plan/ref. Items that the reader does not see
//	@Description	are not told, but for one that an item which the reader sees names as its predecessor.
type CarriedWork struct {
	Plan        string     `json:"plan" validate:"required" example:"wg-tip-2024-26"`
	Ref         string     `json:"ref" validate:"required" example:"1.4"`
	Title       string     `json:"title" validate:"required" example:"Training for consular staff"`
	Times       int        `json:"times" validate:"required" example:"1"`
	Path        []string   `json:"path" validate:"required" example:"wg-tip-2021-23/2.3"`
	Leads       []string   `json:"leads" validate:"required" example:"indonesia"`
	Status      ItemStatus `json:"status" validate:"required" example:"in_progress"`
	Due         *string    `json:"due" validate:"required" extensions:"x-nullable" example:"2024-Q4"`
	OverdueDays int        `json:"overdue_days" validate:"required" example:"0"`
	Silent      bool       `json:"silent" validate:"required" example:"false"`
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
	return CarriedWork{Plan: i.Plan, Ref: i.Ref, Title: i.Title, Times: c.Times(), Path: texts(c.Path), Leads: texts(i.Leads), Status: ItemStatus(i.Status), Due: orNull(i.Due),
		OverdueDays: c.OverdueDays, Silent: c.Silent}
}
