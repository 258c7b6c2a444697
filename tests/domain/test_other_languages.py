"""Cue phrases are heard in other languages and alphabets than English ones."""

import pytest

from runthrough.domain.coverage import judge
from runthrough.domain.speech import Transcript, Utterance, Word
from runthrough.domain.template_text import parse
from runthrough.domain.verdicts import Verdict

SPOKEN = {
    "de": (
        "mehr Verantwortung übernehmen",
        "Im neuen Team möchte ich endlich mehr Verantwortung übernehmen, um größere Systeme über Jahre zu begleiten.",
        "Ich koche am Sonntag gern Suppe für meine Nachbarn und gehe danach mit dem Hund lange spazieren.",
    ),
    "fr": (
        "j'ai réduit la latence",
        "L'année dernière, j'ai réduit la latence du service de soixante pour cent, et l'équipe l'a gardé ainsi.",
        "Le dimanche je fais de la soupe pour mes voisins et je promène longuement le chien.",
    ),
    "es": (
        "reducir la latencia",
        "En mi último proyecto conseguí reducir la latencia del servicio a la mitad durante dos años enteros.",
        "Los domingos cocino sopa para mis vecinos y paseo al perro.",
    ),
    "tr": (
        "daha fazla sorumluluk",
        "Yeni ekipte daha fazla sorumluluk almak ve İstanbul'da büyük sistemler kurmak istiyorum.",
        "Pazar günleri komşularıma çorba yaparım.",
    ),
    "ru": (
        "больше ответственности",
        "В новой команде я хочу взять на себя больше ответственности за большие системы.",
        "По воскресеньям я варю суп для соседей и гуляю с собакой.",
    ),
    "el": (
        "περισσότερη ευθύνη",
        "Στη νέα ομάδα θέλω να αναλάβω περισσότερη ευθύνη για μεγάλα συστήματα.",
        "Τις Κυριακές μαγειρεύω σούπα για τους γείτονες.",
    ),
    "ar": (
        "مسؤولية أكبر",
        "في الفريق الجديد أريد أن أتحمل مسؤولية أكبر عن الأنظمة الكبيرة.",
        "أطبخ الحساء لجيراني يوم الأحد.",
    ),
    "ja": (
        "成長を求めている",
        "私は もっと 大きな チームで 成長を 求めて いる ので、 選びました。",
        "日曜日には スープを 作ります。",
    ),
    "zh": ("我希望成长", "我 希望 成长， 所以 我 选择 了 这个 更大 的 团队。", "星期天 我 给 邻居 做汤。"),
}


def verdict(language: str, cue: str, said: str) -> Verdict:
    template = parse(f"# T\nlanguage: {language}\n## One [0:10-0:20]\n- [ ] A | {cue}\n", "test")
    words = tuple(Word(word, 0.4 * at, 0.4 * at + 0.3) for at, word in enumerate(said.split()))
    transcript = Transcript((Utterance("u", words, "Whisper"),))
    return judge(transcript, template.sections[0].checkpoints)[0].verdict


@pytest.mark.parametrize("language", SPOKEN)
def test_a_cue_phrase_is_heard_where_it_is_said_and_not_where_something_else_is(language):
    cue, said, other = SPOKEN[language]
    assert (verdict(language, cue, said), verdict(language, cue, other)) == (Verdict.SAID, Verdict.MISSED)


def test_how_a_recogniser_parts_chinese_makes_no_difference():
    said = SPOKEN["zh"][1].replace(" ", "")
    assert verdict("zh", SPOKEN["zh"][0], said) is Verdict.SAID


def test_a_question_can_be_written_in_another_alphabet():
    text = "# Т\nlanguage: ru\n## Введение [0:10-0:20]\n- [ ] Рост | ищу рост\n- [ ] Р2 | x y\n"
    template = parse(text, "test")
    assert [section.id for section in template.sections] == ["введение"]
    assert [point.id for point in template.checkpoints] == ["введение/рост", "введение/2"]
