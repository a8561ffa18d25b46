/** Polite phrases that need no knowledge to answer. */
export type SmallTalk = "greeting" | "thanks" | "farewell" | "assent" | "who-are-you" | "how-are-you";

/** What is recognized in other languages than English, for which there are patterns. */
export type SpokenSmallTalk = Extract<SmallTalk, "greeting" | "thanks" | "farewell" | "assent">;

/**
 * Small talk in the widget's languages and Russian, by ISO 639-1: phrases in lower case without punctuation, with commas between
 * them.
 */
export const SMALL_TALK_PHRASES: Readonly<Record<string, Readonly<Record<SpokenSmallTalk, string>>>> = {
  de: {
    greeting:
      "hallo, hallo zusammen, guten tag, guten morgen, guten abend, servus, moin, moin moin, " +
      "grüß gott, grüezi, ich habe eine frage, können sie mir helfen, kannst du mir helfen",
    thanks:
      "danke, danke schön, dankeschön, danke sehr, vielen dank, vielen lieben dank, herzlichen dank, " +
      "besten dank, danke für die hilfe, danke für ihre hilfe, super danke, ok danke, nein danke, " +
      "das hat geholfen",
    farewell:
      "tschüss, tschüs, ciao, auf wiedersehen, bis bald, bis dann, schönen tag, schönen tag noch, " +
      "einen schönen tag noch, schönes wochenende, gute nacht",
    assent: "ok, okay, alles klar, verstanden, gut, super, prima, ja, nein, das war alles, passt",
  },
  fr: {
    greeting: "bonjour, bonsoir, salut, coucou, bonjour à tous, j ai une question, pouvez vous m aider",
    thanks:
      "merci, merci beaucoup, merci bien, mille mercis, un grand merci, non merci, " +
      "merci pour votre aide, ok merci, super merci",
    farewell: "au revoir, à bientôt, bonne journée, bonne soirée, bonne nuit, adieu, bon week end",
    assent: "ok, d accord, très bien, parfait, oui, non, compris, entendu, c est tout",
  },
  es: {
    greeting:
      "hola, buenos días, buenas tardes, buenas noches, buenas, hola buenos días, hola buenas tardes, " +
      "tengo una pregunta, me puede ayudar",
    thanks:
      "gracias, muchas gracias, mil gracias, muchísimas gracias, gracias por su ayuda, " +
      "gracias por la ayuda, no gracias, ok gracias",
    farewell: "adiós, adios, hasta luego, hasta pronto, chao, que tenga un buen día, buen día",
    assent: "ok, vale, de acuerdo, perfecto, entendido, sí, si, no, muy bien, eso es todo",
  },
  pt: {
    greeting:
      "olá, ola, oi, bom dia, boa tarde, boa noite, olá bom dia, tenho uma pergunta, pode me ajudar, " +
      "pode ajudar me",
    thanks:
      "obrigado, obrigada, muito obrigado, muito obrigada, obrigado pela ajuda, obrigada pela ajuda, " +
      "não obrigado, não obrigada, valeu",
    farewell: "adeus, tchau, até logo, até mais, até breve, tenha um bom dia, bom fim de semana",
    assent: "ok, está bem, tudo bem, certo, perfeito, entendi, sim, não, é tudo, é só isso",
  },
  it: {
    greeting:
      "ciao, salve, buongiorno, buon giorno, buonasera, buona sera, ho una domanda, mi può aiutare, " +
      "puoi aiutarmi",
    thanks: "grazie, grazie mille, molte grazie, tante grazie, grazie per l aiuto, no grazie, ok grazie",
    farewell: "arrivederci, a presto, buona giornata, buona serata, buonanotte, buona notte",
    assent: "ok, va bene, d accordo, perfetto, capito, sì, si, no, è tutto",
  },
  nl: {
    greeting:
      "hallo, hoi, goedemorgen, goedemiddag, goedenavond, goedendag, ik heb een vraag, " +
      "kunt u mij helpen, kun je me helpen",
    thanks:
      "dank je, dank je wel, dank u, dank u wel, dankjewel, bedankt, hartelijk dank, " +
      "heel erg bedankt, nee bedankt, ok bedankt",
    farewell: "dag, doei, tot ziens, tot later, fijne dag, fijne avond, prettig weekend, welterusten",
    assent: "ok, oké, goed, prima, duidelijk, begrepen, ja, nee, dat was alles",
  },
  pl: {
    greeting:
      "cześć, hej, dzień dobry, dobry wieczór, witam, mam pytanie, czy możesz mi pomóc, proszę o pomoc",
    thanks:
      "dzięki, dziękuję, dziękuję bardzo, bardzo dziękuję, dzięki za pomoc, dziękuję za pomoc, " +
      "nie dziękuję",
    farewell: "do widzenia, na razie, pa, do zobaczenia, miłego dnia, dobranoc",
    assent: "ok, dobrze, w porządku, rozumiem, jasne, tak, nie, to wszystko",
  },
  tr: {
    greeting:
      "merhaba, merhabalar, selam, günaydın, iyi günler, iyi akşamlar, bir sorum var, " +
      "yardımcı olur musunuz",
    thanks:
      "teşekkürler, teşekkür ederim, çok teşekkürler, çok teşekkür ederim, sağ ol, sağol, sağ olun, " +
      "yok teşekkürler, hayır teşekkürler",
    farewell: "hoşça kal, hoşça kalın, güle güle, görüşürüz, görüşmek üzere, iyi geceler",
    assent: "tamam, peki, olur, anladım, evet, hayır, hepsi bu, bu kadar",
  },
  ar: {
    greeting: "مرحبا, أهلا, اهلا, أهلا وسهلا, السلام عليكم, صباح الخير, مساء الخير, عندي سؤال, لدي سؤال",
    thanks: "شكرا, شكرا جزيلا, شكرا لك, شكرا لكم, ألف شكر, لا شكرا, شكرا على المساعدة",
    farewell: "مع السلامة, إلى اللقاء, الى اللقاء, وداعا, تصبح على خير, طاب يومك",
    assent: "حسنا, تمام, موافق, فهمت, نعم, لا, هذا كل شيء",
  },
  he: {
    greeting: "שלום, היי, הי, בוקר טוב, צהריים טובים, ערב טוב, יש לי שאלה, אפשר עזרה",
    thanks: "תודה, תודה רבה, המון תודה, תודה על העזרה, לא תודה",
    farewell: "להתראות, ביי, יום טוב, לילה טוב, יום נעים",
    assent: "אוקיי, בסדר, הבנתי, מעולה, כן, לא, זה הכל",
  },
  ja: {
    greeting:
      "こんにちは, こんばんは, おはようございます, おはよう, はじめまして, すみません, 質問があります",
    thanks:
      "ありがとう, ありがとうございます, ありがとうございました, どうもありがとう, どうもありがとうございます, 助かりました, 感謝します",
    farewell: "さようなら, さよなら, 失礼します, 失礼いたします, またね, おやすみなさい",
    assent: "はい, いいえ, わかりました, 分かりました, 了解, 了解です, 了解しました, 大丈夫です, 以上です",
  },
  zh: {
    greeting: "你好, 您好, 大家好, 早上好, 下午好, 晚上好, 嗨, 在吗, 我有一个问题, 我有个问题, 请问",
    thanks: "谢谢, 谢谢你, 谢谢您, 非常感谢, 多谢, 感谢, 谢谢你的帮助, 不用了谢谢, 好的谢谢",
    farewell: "再见, 拜拜, 回头见, 晚安, 祝你愉快",
    assent: "好, 好的, 可以, 明白了, 知道了, 是, 是的, 不, 没有了, 就这样",
  },
  hi: {
    greeting: "नमस्ते, नमस्कार, हैलो, हेलो, सुप्रभात, शुभ संध्या, मेरा एक सवाल है",
    thanks: "धन्यवाद, शुक्रिया, बहुत धन्यवाद, बहुत बहुत धन्यवाद, बहुत शुक्रिया, मदद के लिए धन्यवाद, नहीं धन्यवाद",
    farewell: "अलविदा, फिर मिलेंगे, शुभ रात्रि, आपका दिन शुभ हो",
    assent: "ठीक है, ठीक, अच्छा, समझ गया, समझ गई, हाँ, हां, नहीं, बस इतना ही",
  },
  ru: {
    greeting:
      "привет, здравствуйте, здравствуй, добрый день, доброе утро, добрый вечер, у меня вопрос, " +
      "у меня есть вопрос",
    thanks: "спасибо, большое спасибо, спасибо большое, спасибо за помощь, благодарю, нет спасибо",
    farewell: "пока, до свидания, до встречи, всего доброго, хорошего дня, спокойной ночи",
    assent: "ок, хорошо, понятно, ладно, да, нет, это всё, это все",
  },
};
