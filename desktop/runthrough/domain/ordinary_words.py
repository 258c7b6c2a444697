"""Words that people say about anything: what a recogniser wrote so is hardly a term that it misheard.

Taken from the written answers of our own benchmarks (`benchmarks/cases`) and the built-in questions, without names and
jargon, one form of each word; with some of our own that sound like others.
"""

from __future__ import annotations

from functools import cache

from runthrough.domain.common_words import EVERYDAY_WORDS, FUNCTION_WORDS
from runthrough.domain.spelling import stem

_WORDS = frozenset(
    """
    accepted access accident accord accounts achieved acid across action active actor actual actuaries adaptation
    addictive address adds adjectives administration admit adopted advance advantage advert affects afraid afternoon
    afterwards against agent ages agree agreement ahead aimed airline alarm alert alikes allow alone along alongside
    aloud alphabetical already alternative although altogether always amazing ambitious ambulance amount
    anaesthetists analysed analysts analytics angel anger angle angry announced annoys annual another answers
    antibiotics anybody anymore anyone anything anyway anywhere apart apology appeared apple appliances applications
    apply appointments appreciation apprentices apprenticeship approach apps architecture archive argue argument
    arms arrange arrive aside asks asleep assessor assigned assistant assume assumptions asthma athletes attack
    attend attention attitude attracts audience audits authority automated autumn available average awake background
    backup bacteria badge badly bags balancer band bang bank banner bars based basement basic basis basket batch
    battery battle beat became beds bedtime bees beetle beforehand begins behaves behavioural behind believe belong
    belt bench benefit beside best bevel beyond bias bicycle bigger biggest bike bill billion binary biology bisect
    bits black blame blank blanket bleeding blew blind blocks blog blood blue board boat body boils bone bonus book
    border bore born borrowed boss bother bottle bottleneck bottom bounced boxes bracket brake branches brand break
    breaker breakfast breakthrough breath brigade bright brings bristle brittle broadband broker brother bucket
    budget buffer builds bullying bundle burn buses busiest busy button buys buzzes bytes cable cache cage cake
    calculate calendar caller calls calm camp campaign cancel candle cannot canteen capacity carbon card cardboard
    cardiac cardiology care career careless carrier carrots carry carton cases cash casket castle catch cattle cause
    caveat cent centimetre central centre certain certificate chain challenge chance changed changer channel chapter
    characters charge chat cheap cheaper cheapest check checklist checkout chemistry chest chief child childhood
    chocolate choice christmas churches cinema circle circuit circus cited city civil claim clamped clashed class
    classrooms clean clearly clerk clever click client clinic clip clipboard clock closed closer cloud clue coast
    coat code coder coffee coincidence cold collaborate colleague collect colonel colour column columnar comes
    comfortable comic command comments commitment committee common communicated commute compare comparison
    compensation competitors complained complaint completely components compromise computed concept concern conclude
    conclusion condition conference confident confine confirmed conflict confuse connect cons consequences
    considered consistency constraint consultant contact content continue contract contractor contradicts contribute
    control conversion convinced cook cool coordinated copy core corner correct corridor costs cotton council
    counsel count counter country county couple course cousin cover cradle crashed crazy creative credit criteria
    critic crooked cross crosswords crowd crying culprit cupboard cured curious current curve customers cutting
    cycle cymbal daily dairy damage danger dark dashboard database date daughter dead deadline deadlock dear
    december decided decision declined deepen deeper defence defend degraded degree dehydration delay deliberately
    delivered delivery demo demonstration dennis dentists department departures depend deploys depot deputy
    described design desk desktop detective deterministic develop deviation device devil diabetes dialysis dies
    dietitian diffed differed difficult digestion digital dioxide diploma direct director dirt disagree disagreement
    discounts discovering discuss disguise dishwasher disks dispatchers display disrupt dissolved distributed
    district divided dock doctors document documentaries doing dollar doodle door doses double doubt down downhill
    downtime dozen drain draw drawer dream dressing dries drift drill drip drive driver drop drought drug dull
    dullest duplicate dwindle earlier earn ears easier easily easter ecology ecosystem edge effect efficient effort
    eight eighteen eighty either eleven else elsewhere email emergency employer empty encounter encouraging ends
    engine engineers england english enjoy entrance envelope error escalate especially essential estimate euros
    evaluated evening event eventually everybody everyday everyone everything evil exact examiners examples
    excellent exception exchange exciting excluded excuse exercise exist expect expensive experience experiment
    expired explain exponential extent external extra eyes face factory fail failover failure fair fake fall family
    famous farm farmer fascinating faster father fault fear feature feed feedback feeling feet fellow fewer fibre
    fiddle field fifteen fifth fifty figure files fill film filter finally finance finds finger finish finland fire
    firm fits fitters five fixed flaky flat flatmate flattery fleet flexible flip floor flopped flow flowers folder
    folk follows food forced forest forget forklift form format former fortnight forty forward founder fourteen
    frames framework free freelancers freezer fresh friday fridge friend front froze funding furious furniture
    future gain game gaps garden garnet gases gasket gate gateway gauges generation gentle gentlemen german germany
    getting ghosts gift gigabytes girl gives glacier glad glass goals gods goes goods google gradient grains grand
    grandma grandmother grannies granted graph grateful gratitude gravel greatest green greet grew grid ground
    groundbreaking groups grumble guarantee guess guest guide guild guilty gutters guys habit half hall handle
    handler handout hands handsets handy hang happens happily happy harder hardest hardly hardware harm harmless
    hatch hate haven head headline hearing heart heartbeat heavy height held hello helmet helper helps herd heritage
    heroics herself hides higher highland highly himself hindsight hips hire history hives hobbies hoist holders
    hole holidays holistic holland home honest hooks hoovers hope horizontally hornet horrible hose hospital hosted
    hotel hotline house households housewife huddle huge humble hunch hundred hung hurt hustle iceland ideally ideas
    identify idle ignore image imagine immediately impact impatient importance impossible impotent improve inbox
    incident incompetent increasing indeed independently index industry inference informed initiative inland input
    inside insist instalments instance instant instead institute instruction instrument insulin insurance intensive
    intentions interdisciplinary interest interface internet interrupting interval interview introduce invasive
    invite involved ireland island issues itself january jargon jobs join joke jostle journal judged jugs july jump
    june junior jury keen keepers keeps kernel kettle keyboard kick kickoff kidney kids kill kilobyte kilometres
    kindle kinds kitchen knee knocking known label lacks lads lady lain lake lamp land lane language lantern larger
    largest larvae lasted latency latest latter laugh launch layer laying layout leader leadership leads leak leap
    learner learnt lease leaves lectures legacy lens lent lesson letter levels leverage lift lights liked limit
    liner lines link liquid list listen literally literature lithium lived load loan local locator lock login
    logistics logs longer longest looks loop loose lorry lose loss lots loud loudest love lower loyalty luck luckily
    lucky lunch lying machine magnet mail mailboxes mainframe maize makers makes managed manuals manufacturer
    mapping march mare margin market mass master match material mathematics maths matters meadow meal means measure
    mechanics medal medical medicine meets melting member memory mentions mentor mesh mess message messengers messy
    metal method metres metrics micro microscope middle midnight migration mile million milliseconds minus
    misconfigured misread miss mistake mixed mixture mobile mode model monday money monitor monthly morning moss
    mostly mother moths motivate mouth moved mowed muddle muscle museum myself names narrowed nasty native nature
    nearest nearly needle needs neighbour neither nervous nettle network newest news newsletter newspaper nicer
    night nine nineteen ninety ninth nobody node noise noisy none noodle noon normal nose note notice notification
    notify novel nowadays numbers nurse nurseries nutshell object objective obviously odds offer office offs often
    older oldest online onto opens operator opinion opportunity opposite opted options orchid orders ordinary
    organise oriented original orthopaedic others otherwise ought outage outcome outdated outline outside outsourced
    overalls overbooking overkill overlook overtakes owned owner ownership pack packaging paddle paediatrics page
    pager paid pain pair pallet panic paper paradigm parallel parameters parcel parent parity parsing participants
    particular partition partner parts pass passionate past patch path patience patient pattern payment peace peak
    pebble pedal penalty pencil percent percentile perfect perfectionist perks permit personal pesto petabyte petal
    petrol pharmacies pharmacist phase phone photo photograph phrases physician physios physiotherapist pick pickers
    picture pieces pile pillow pilot ping pinned pipeline pitch placement places plain planet planner plans plant
    plasma plastic platform player playing please plenty plug plus pocket pointer points poke poker poland poles
    policy polish politics pollen pollinating poodle pool poor portal portfolio portraits position post poster
    postman postmen postpone pounds powder powered practice practises preferred prepared prescribed present press
    pressure prestigious pretty previous price primary print privacy private probably probe problems process
    processor producers product production profession professional professor profile profit program promise
    promotional proof proper proposed pros prototype proud prove provider psychology published pull pulse purchasing
    pure purpose push puts puzzle qualified quality quantitative quarrel quarter queries questions queue quicker
    quickly quiet quieter quiz race radiology radish rain raise random rang rank rare rarer rate ratio rattle
    reached react reads ready realise reasons rebel recalls receipt receiving recently recognise recommend
    reconciliation reconnect record recover redial reduced redundancy reed reference refreshed refund region
    register registry regression reject relationship release relevant reliable relief reloaded rely remedy remember
    remind removed renews rent rental reorder reorganised repair repeat replaced replay reply report reproduce
    reputation request required reran research resends residents respiratory responses rest restarted restated
    restore restricted results retail retired retry return reverse review revolutionary revue ribbon riddle ride
    rights ring risk riskiest risky rival river road rocket roll rollback roof root rope rose roster rote rough
    round rout rows ruined rule rumble runs rush rust rustle sacred saddle safe safer safety salary sale sample
    satellite saturday save says scalable scalar scale scan scared scent sceptic school science scientific scope
    scored scrap screen script scroll scrubs seal search searchable season seat seconds security seed seems seen
    selection self sell sender sensors sent sentence separate sepsis sequence series serious server serves service
    session sets settle setup seven seventeen seventy several sewing shadow shakiest shambles shamed shape shared
    sheet shelves shift shipped shoe shop shorter shout shovel shown shuffle shut sick sides sign signal signature
    significant silent silly similar simply simulator single sinks sister site sits situation sixteen sixty size
    skills skip slammed slash sleep sleepy slice slide slip slippage slogan slot slow slower smaller smallest smile
    smoothly snow social sock socket sofa software solve somebody someday somehow someone somethings somewhere sons
    sooner sores sorry sorted sound spare spark sparkle special specialist spectrometry speech speed spike spindle
    split spoke sponsor spot spread spreadsheet spring sprints staff stake stakeholders stamp standard star starter
    starts station statistic statistician status stays steak steeper steering stencil steps stick sticker stock
    stomach stone stood stopgap stops stopwatch storage store stories storm storytelling straight strait strange
    stranger strategies strayed stream street strength strikethrough strings strong structured struggle stubborn
    student study stuff stumble stupid subject subscription subtle success suddenly suffer suggested sulphuric
    summary summer sunday super superlatives supermarket supervisor supplier support suppose surgeon surgery
    surprise survey suspect sustainability swallowed swap sweater sweating swindle switch symbol symptom synergy
    systems table tablet tags tail tailors taken talked tape taps target task taste tattoo teach teacher teams
    teamwork tears tech technical telephone tells telly temperature template temple tempted tend tenth terabytes
    term terrible terror test testers text textbooks thank theatre theory therapists thesis thick thimble thin
    thinks thirtieth thirty thistle thousand thread threatened threshold throttle throughout thrown thumb thursday
    tick ticket tight till timer timetables timing tinsel tired titration tolerate tongue tool topic torn total
    touch town toxic trace track traction trade traders traffic trailing train trainee trainers tram transcripts
    translations trap trauma travel tray treat tree trend trial tricky tried triggered trip trivial trolley trouble
    truck trust truth tube tuesday tumble turned turnover tweet twelfth twelve twenty twice twins typical tyre ugly
    unavailable uncertain unclear underestimated underneath underpaid understood undo unfortunately unique unit
    university unknown unlike unload unnoticed unprecedented unreadable unrealistic unsubscribe update upgrade
    upload upset upside upstairs urgent useless users uses usual utility vaccination vain validated valley values
    vanish vans various vegetable vendor ventilation version vessel video view vinegar virtual visible visit visitor
    voice volume volunteer vote voucher wage wait wakes walk wall wants ward warehouse warm warned waste watch water
    wave weak weaker weakest weather website wednesday weekend weekly weight welcome whatever whatsoever whenever
    whereas whether whichever whispered whistle white whiteboard whoever wicket wife willing window winning winter
    wise wishful without woman wonder wording workaholic workaround worker works worksheet workshop worried worst
    worth wound wrapped wreck wrote yard yearly yellow young yourself zero zone
    """.split()
)


@cache
def _stems() -> frozenset[str]:
    """Made when they are first asked for: it takes a tenth of a second, for which no start has to wait."""
    return frozenset(map(stem, _WORDS)) | EVERYDAY_WORDS | FUNCTION_WORDS


def is_ordinary(word: str) -> bool:
    """Whether it is such a word, in lower case, in this or another form."""
    return word in _stems() or stem(word) in _stems()
