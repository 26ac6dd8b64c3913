package demo

import (
	"bytes"
	_ "embed" // carries the facts
	"encoding/json"
	"fmt"

	"fwptracker/internal/workplan"
)

//go:embed bali-facts.json
var factsFile []byte

// unusedFacts names, by their path, the facts that are knowingly not entered, with the reason. Every other field is.
var unusedFacts = map[string]string{
	"about": "describes the file itself",
}

// facts is bali-facts.json. What the sources leave open is absent there and empty here.
type facts struct {
	About         map[string]string `json:"about"`
	Participants  []participant     `json:"participants"`
	Meetings      []meeting         `json:"meetings"`
	Plans         []plan            `json:"plans"`
	Bodies        []body            `json:"bodies"`
	RoleChanges   []roleChange      `json:"role_changes"`
	Agencies      []agency          `json:"co_chair_agencies"`
	StrategyAreas []strategyArea    `json:"strategy_areas"`
}

type participant struct {
	Name      string               `json:"name"`
	ShortName string               `json:"short_name"`
	Kind      string               `json:"kind"`
	Role      string               `json:"role"`
	Since     workplan.PartialDate `json:"since"`
	Aliases   list                 `json:"aliases"`
	Note      string               `json:"note"`
	Source    string               `json:"source"`
}

type meeting struct {
	Name           string               `json:"name"`
	Body           string               `json:"body"`
	Number         int                  `json:"number"`
	StartDate      workplan.PartialDate `json:"start_date"`
	EndDate        workplan.PartialDate `json:"end_date"`
	WindowStart    workplan.PartialDate `json:"window_start"`
	WindowEnd      workplan.PartialDate `json:"window_end"`
	DateNote       string               `json:"date_note"`
	DateSource     string               `json:"date_source"`
	Place          string               `json:"place"`
	PlaceBasis     string               `json:"place_basis"`
	PlaceSource    string               `json:"place_source"`
	Attendance     string               `json:"attendance_note"`
	Decisions      []string             `json:"decisions"`
	DecisionSource string               `json:"decision_source"`
	ReportingLeads []string             `json:"reporting_leads"`
	Note           string               `json:"note"`
	Source         string               `json:"source"`
}

type plan struct {
	Title                string               `json:"title"`
	Body                 string               `json:"body"`
	PeriodStart          workplan.PartialDate `json:"period_start"`
	PeriodEnd            workplan.PartialDate `json:"period_end"`
	PeriodBasis          string               `json:"period_basis"`
	Notes                string               `json:"notes"`
	LivingDocumentSource string               `json:"living_document_source"`
	ReportingLeads       []string             `json:"reporting_leads"`
	ReportingLeadsSource string               `json:"reporting_leads_source"`
	EndorsedAt           string               `json:"endorsed_at"`
	EndorsedSource       string               `json:"endorsed_source"`
	ApprovedOn           workplan.PartialDate `json:"approved_on"`
	Objectives           []objective          `json:"objectives"`
	ObjectivesNote       string               `json:"objectives_note"`
	Items                []item               `json:"action_items"`
	Proposals            []proposal           `json:"proposals"`
	Source               string               `json:"source"`
}

type objective struct {
	Title      string `json:"title"`
	Order      int    `json:"order"`
	TitleBasis string `json:"title_basis"`
	Source     string `json:"source"`
}

type item struct {
	Title            string               `json:"title"`
	TitleBasis       string               `json:"title_basis"`
	Lead             string               `json:"lead"`
	Hosts            []string             `json:"hosts"`
	HostsSource      string               `json:"hosts_source"`
	DeliveredBy      string               `json:"delivered_by"`
	Implementing     string               `json:"implementing_partner"`
	Status           workplan.Status      `json:"status"`
	StatusAsOf       workplan.PartialDate `json:"status_as_of"`
	CompletedOn      workplan.PartialDate `json:"completed_on"`
	CompletedOnBasis string               `json:"completed_on_basis"`
	PlanLink         string               `json:"plan_link"`
	PlanLinkNote     string               `json:"plan_link_note"`
	Stages           []stage              `json:"stages"`
	Topics           list                 `json:"topics"`
	Evidence         string               `json:"evidence"`
	Source           string               `json:"source"`
	FurtherSource    string               `json:"further_source"`
}

// stage is a step that an item is known to have reached.
type stage struct {
	Name   string               `json:"stage"`
	Date   workplan.PartialDate `json:"date"`
	Source string               `json:"source"`
}

type proposal struct {
	Title    string `json:"title"`
	Evidence string `json:"evidence"`
	Source   string `json:"source"`
}

type body struct {
	Name         string   `json:"name"`
	ShortName    string   `json:"short_name"`
	CoChairs     []string `json:"co_chairs"`
	CoChairsAsOf string   `json:"co_chairs_as_of"`
	Source       string   `json:"source"`
}

// roleChange says that a participant was seen in a role at a day, or has been in it since.
type roleChange struct {
	Participant string                  `json:"participant"`
	Body        string                  `json:"body"`
	Role        workplan.MembershipRole `json:"role"`
	At          workplan.PartialDate    `json:"at"`
	Since       workplan.PartialDate    `json:"since"`
	Source      string                  `json:"source"`
}

type agency struct {
	Member string `json:"member"`
	Agency string `json:"agency"`
	At     string `json:"at"`
	Source string `json:"source"`
}

type strategyArea struct {
	Name   string `json:"name"`
	Source string `json:"source"`
}

// readFacts decodes the facts strictly: a field that is not known here is an error, so that none is lost by accident.
func readFacts(file []byte) (facts, error) {
	var f facts
	d := json.NewDecoder(bytes.NewReader(file))
	d.DisallowUnknownFields()
	if err := d.Decode(&f); err != nil {
		return f, fmt.Errorf("reading bali-facts.json: %w", err)
	}
	return f, nil
}

// code is the code under which a participant is registered: the slug of its name for a state, of its short name otherwise.
func (p participant) code() string {
	if memberKinds[p.Kind] == workplan.KindState {
		return slug(p.Name)
	}
	return slug(p.ShortName)
}

// memberCode is the code of the participant that the facts name by its short name.
func (f facts) memberCode(short string) string {
	for _, p := range f.Participants {
		if p.ShortName == short {
			return p.code()
		}
	}
	return slug(short)
}

func (f facts) memberCodes(shorts []string) list {
	var codes list
	for _, s := range shorts {
		codes = append(codes, f.memberCode(s))
	}
	return codes
}
